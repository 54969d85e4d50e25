import crypto from 'node:crypto';

/** A body in chunks, written down the short and slow way, with nothing of the package in it. */
export interface TwinInput {
  readonly secretAccessKey: string;
  readonly amzDate: string;
  readonly region: string;
  readonly seed: string;
  readonly chunks: readonly Uint8Array[];
  readonly trailers?: readonly (readonly [name: string, value: string])[] | undefined;
  readonly signed: boolean;
  /** What stands between the last chunk and the trailers, and between these and their signature. */
  readonly gaps?: readonly [before: string, after: string];
}

const hmac = (key: crypto.BinaryLike, text: string): Buffer => crypto.createHmac('sha256', key).update(text).digest();
const sha256 = (data: crypto.BinaryLike): string => crypto.createHash('sha256').update(data).digest('hex');

export function twin(input: TwinInput): Uint8Array<ArrayBuffer> {
  const { secretAccessKey, amzDate, region, chunks, trailers = [], signed, gaps = ['', ''] } = input;
  const date = amzDate.slice(0, 8);
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), 's3'), 'aws4_request');
  const scope = `${amzDate}\n${date}/${region}/s3/aws4_request`;
  let previous = input.seed;
  const next = (kind: string, rest: string): string => {
    previous = hmac(key, `AWS4-HMAC-SHA256-${kind}\n${scope}\n${previous}\n${rest}`).toString('hex');
    return previous;
  };
  const parts: Uint8Array[] = [];
  for (const data of [...chunks, new Uint8Array()]) {
    const signature = signed ? `;chunk-signature=${next('PAYLOAD', `${sha256('')}\n${sha256(data)}`)}` : '';
    parts.push(Buffer.from(`${data.length.toString(16)}${signature}\r\n`), data);
    if (data.length > 0) parts.push(Buffer.from('\r\n'));
  }
  const canonical = trailers.map(([name, value]) => `${name}:${value}\n`).join('');
  const lines = trailers.map(([name, value]) => `${name}:${value}\r\n`).join('');
  const seal =
    signed && trailers.length > 0 ? `${gaps[1]}x-amz-trailer-signature:${next('TRAILER', sha256(canonical))}\r\n` : '';
  parts.push(Buffer.from(`${trailers.length > 0 ? gaps[0] : ''}${lines}${seal}\r\n`));
  return Uint8Array.from(Buffer.concat(parts));
}
