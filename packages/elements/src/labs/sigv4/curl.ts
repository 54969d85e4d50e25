import type { SentRequest } from './lab-request.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The host that a client sends by itself. */
const ownHost = (url: string): string => /^https?:\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';

/**
 * A command line that sends the request as it was signed. `--path-as-is` and `--globoff` keep curl from changing the
 * address.
 */
export function curlCommand({ method, url, headers, body }: SentRequest): string {
  const shown = Object.entries(headers).filter(([name, value]) => name !== 'host' || value !== ownHost(url));
  const lines = [
    `curl --path-as-is --globoff ${method === 'HEAD' ? '--head' : `--request ${method}`}`,
    // A header without a value is written with a semicolon.
    ...shown.map(([name, value]) => `--header ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(body === '' ? [] : [`--data-binary ${quoted(body)}`]),
    quoted(url),
  ];
  return lines.join(' \\\n  ');
}
