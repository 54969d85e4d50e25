import type { ConformanceResult } from '../../../scripts/lib/conformance.ts';
import { fieldChecksum } from '../src/export/anki/escape.ts';
import { guidFor } from '../src/export/anki/guid.ts';

/** Guids that genanki 1.13 gives for the same values (`genanki.guid_for`). */
export const GUIDS: readonly (readonly [values: readonly string[], guid: string])[] = [
  [['a'], 'IkF(BOZ;]l'],
  [['aws-cert', 'saa-c03-0001'], 'F~snH3gDRf'],
  [['1', '2', '3'], 'ta!`<%9eD;'],
  [['é'], 'mZiMOP[J&M'],
];

/** Checksums that Anki computes of a first field, already stripped of HTML. */
export const CHECKSUMS: readonly (readonly [text: string, checksum: number])[] = [
  ['', 3661210606],
  ['a', 2264392759],
  ['Which AWS service?', 1922143933],
  ['été', 1691405253],
  [' pic.png ', 3358572284],
];

/** Values that Anki and genanki compute. They stand here, so no folder of vectors is needed. */
export async function run(): Promise<readonly ConformanceResult[]> {
  return [
    count('anki/guid', GUIDS, ([values, guid]) => guidFor(...values) === guid),
    count('anki/checksum', CHECKSUMS, ([text, checksum]) => fieldChecksum(text) === checksum),
  ];
}

function count<Case>(suite: string, cases: readonly Case[], holds: (one: Case) => boolean): ConformanceResult {
  const passed = cases.filter(holds).length;
  return { suite, cases: cases.length, passed, failed: cases.length - passed, skipped: 0 };
}
