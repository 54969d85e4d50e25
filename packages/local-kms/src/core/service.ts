import type { Bytes } from './bytes.ts';
import type { State } from './state.ts';

/** What operations work with. */
export interface Service {
  readonly state: State;
  readonly region: string;
  /** 12 digits. */
  readonly accountId: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (size: number) => Bytes;
}

/** A random UUID (RFC 9562, version 4), as hexadecimal digits without hyphens. */
export function uuidDigits({ random }: Pick<Service, 'random'>): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The same in its usual spelling. */
export function uuid(service: Pick<Service, 'random'>): string {
  return uuidDigits(service).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
