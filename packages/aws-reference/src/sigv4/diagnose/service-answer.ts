import { readHeaders } from '../canonical-headers.ts';
import type { HeadersInput } from '../types.ts';
import { tokenIn, withoutToken } from './session-token.ts';
import { xmlTexts } from './xml-text.ts';

/** How a service writes its errors. `text`: none of these, as in a log. `none`: no body. */
export type AnswerProtocol = 's3' | 'query' | 'json' | 'text' | 'none';

/** Elements of an error of S3 that tell something about the signature. */
const DETAILS = [
  'AWSAccessKeyId',
  'SignatureProvided',
  'RequestTime',
  'ServerTime',
  'MaxAllowedSkewMilliseconds',
  'Expires',
  'X-Amz-Expires',
  'Region',
  'Endpoint',
  'HeadersNotSigned',
  'ClientComputedContentSHA256',
  'S3ComputedContentSHA256',
] as const;

export type AnswerDetail = (typeof DETAILS)[number];

/** What a service answered, as far as it is about the signature. Plain data; no session token. */
export interface ServiceAnswer {
  readonly protocol: AnswerProtocol;
  /** Of HTTP; 0 when it is not known. */
  readonly status: number;
  /** `SignatureDoesNotMatch`, without the namespace of the service. Empty when there is none. */
  readonly code: string;
  /** Without the two texts below. */
  readonly message: string;
  /** What the service computed from the request that reached it. */
  readonly canonicalRequest?: string;
  readonly stringToSign?: string;
  readonly details: Readonly<Partial<Record<AnswerDetail, string>>>;
  /** `x-amz-bucket-region`: where S3 has the bucket. */
  readonly bucketRegion?: string;
  /** Clock of the service when it answered, milliseconds since 1970. */
  readonly serverTime?: number;
}

/** What else is known of an answer. */
export interface AnswerOptions {
  /** The `Date` header of the answer. Left out: taken from `headers`. */
  readonly date?: string | Date | undefined;
  /** Of HTTP. */
  readonly status?: number | undefined;
  /** Of the answer. */
  readonly headers?: HeadersInput | undefined;
}

/** An answer, and the session token that stood in it: a secret, only for comparing. */
export interface ReadAnswer {
  readonly answer: ServiceAnswer;
  readonly token: string | undefined;
}

/** Characters of a body that are read; errors of AWS are far shorter. */
const BOUND = 65_536;
/** Names of headers that are looked for where line breaks are lost. */
const HEADERS = 200;

interface Body {
  readonly protocol: AnswerProtocol;
  readonly code: string;
  readonly message: string;
  readonly elements: ReadonlyMap<string, string>;
}

const NO_ELEMENTS: ReadonlyMap<string, string> = new Map();

/**
 * Reads what a service answered.
 *
 * Shapes that it knows, and where each was seen:
 *
 * - S3: `<Error><Code>…<StringToSign>…<StringToSignBytes>…<CanonicalRequest>…`
 *   ({@link https://github.com/minio/minio/issues/2986}, {@link https://github.com/aws/aws-cli/issues/4356}).
 * - Query protocol: `<ErrorResponse><Error><Type><Code><Message>`, the message as in JSON
 *   ({@link https://docs.aws.amazon.com/general/latest/gr/signature-v4-troubleshooting.html}).
 * - JSON protocols: `{"__type": …, "message": …}` ({@link https://github.com/aws/aws-sdk-ruby/issues/431}), the code
 *   also in the header `x-amzn-errortype`; `{"message": …}` alone of API Gateway and OpenSearch
 *   ({@link https://github.com/xcir/libvmod-awsrest/issues/8}), `{"errors": [{…}]}` of services behind them
 *   ({@link https://github.com/amzn/selling-partner-api-models/issues/113}).
 * - The message of an SDK in a log: `An error occurred (Code) when calling …: message`.
 */
export function readAnswer(text: string | undefined, options: AnswerOptions = {}): ReadAnswer {
  const headers = readHeaders(options.headers);
  const body = readBody((text ?? '').slice(0, BOUND).trim());
  const strings = readStrings(body);
  const token = strings.canonicalRequest === undefined ? undefined : tokenIn(strings.canonicalRequest);
  const { canonicalRequest, stringToSign } = strings;
  const bucketRegion = headers.get('x-amz-bucket-region');
  const serverTime = readServerTime(body, options.date ?? dateHeader(headers));
  const answer: ServiceAnswer = {
    protocol: body.protocol,
    status: options.status ?? 0,
    code: bareCode(body.code || (headers.get('x-amzn-errortype') ?? '')),
    message: withoutToken(shortMessage(body.message), token),
    details: readDetails(body.elements),
    ...(canonicalRequest === undefined ? {} : { canonicalRequest: withoutToken(canonicalRequest, token) }),
    ...(stringToSign === undefined ? {} : { stringToSign }),
    ...(bucketRegion === undefined ? {} : { bucketRegion }),
    ...(serverTime === undefined ? {} : { serverTime }),
  };
  return { answer, token };
}

function readBody(text: string): Body {
  if (text === '') return { protocol: 'none', code: '', message: '', elements: NO_ELEMENTS };
  if (text.startsWith('<')) return readXml(text);
  return (text.startsWith('{') ? readJson(text) : undefined) ?? readText(text);
}

function readXml(text: string): Body {
  const elements = xmlTexts(text);
  // Query protocol and EC2 wrap their Error; S3 does not.
  const protocol = /<(?:\w+:)?(?:ErrorResponse|Response)[\s>]/.test(text) ? 'query' : 's3';
  const message = elements.get('Message') ?? elements.get('message') ?? '';
  // REST services of old name the exception by the element itself.
  const code = elements.get('Code') ?? /<(\w+Exception)[\s>]/.exec(text)?.[1] ?? '';
  return { protocol, code, message, elements };
}

function readJson(text: string): Body | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const outer = asRecord(value);
  const inner = Array.isArray(outer.errors) ? asRecord(outer.errors[0]) : outer;
  const first = (...names: string[]): string => {
    const found = names.map((name) => inner[name]).find((one) => typeof one === 'string' && one !== '');
    return typeof found === 'string' ? found : '';
  };
  const code = first('__type', 'code', 'Code');
  return { protocol: 'json', code, message: first('message', 'Message', 'errorMessage'), elements: NO_ELEMENTS };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A message in a log, perhaps with its line breaks escaped, perhaps with XML or JSON inside. */
function readText(text: string): Body {
  const message = text.includes('\\n')
    ? text.replaceAll('\\r', '').replaceAll('\\n', '\n').replaceAll('\\"', '"')
    : text;
  const inside = message.indexOf('<Error');
  if (inside > 0) return readXml(message.slice(inside));
  const code =
    /\((\w+)\) when calling|"__type":\s*"([^"]+)"|\b(\w+(?:Exception|DoesNotMatch|TooSkewed|Malformed|ClientTokenId|AccessKeyId|ExpiredToken))\b/.exec(
      message,
    );
  return { protocol: 'text', code: code?.[1] ?? code?.[2] ?? code?.[3] ?? '', message, elements: NO_ELEMENTS };
}

/** `com.amazon.coral.service#InvalidSignatureException:http://…` names `InvalidSignatureException`. */
function bareCode(code: string): string {
  return (code.slice(code.lastIndexOf('#') + 1).split(':', 1)[0] ?? '').trim();
}

interface Strings {
  readonly canonicalRequest: string | undefined;
  readonly stringToSign: string | undefined;
}

const IN_MESSAGE =
  /canonical string for this request should have been\s+'(.*?)'\s+the string-to-sign should have been\s+'(.*?)'/is;

/** Both texts, from elements (their bytes are exact, their text may have lost white space) or from the message. */
function readStrings({ elements, message }: Body): Strings {
  const said = IN_MESSAGE.exec(message);
  const element = (name: string): string | undefined => fromBytes(elements.get(`${name}Bytes`)) ?? elements.get(name);
  const canonicalRequest = element('CanonicalRequest') ?? said?.[1];
  return {
    canonicalRequest: canonicalRequest === undefined ? undefined : withLines(canonicalRequest),
    stringToSign: (element('StringToSign') ?? said?.[2])?.replaceAll('\r', '').trim().replace(/ +/g, '\n'),
  };
}

/** UTF-8 text of bytes written as `47 45 54`. */
function fromBytes(hex: string | undefined): string | undefined {
  if (hex === undefined || !/^\s*[\da-f]{2}(?:\s+[\da-f]{2})*\s*$/i.test(hex)) return undefined;
  const bytes = hex.trim().split(/\s+/);
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}

/** A CanonicalRequest whose line breaks became spaces on the way (a browser, a chat) gets them back. */
function withLines(text: string): string {
  const unix = text.replaceAll('\r\n', '\n');
  const flat = /^(\S+) (\S+) (.*) (\S+) (\S+)$/.exec(unix.trim());
  if (unix.trim().includes('\n') || flat === null) return unix;
  const [, method = '', uri = '', middle = '', signed = '', payload = ''] = flat;
  let rest = ` ${middle}`;
  for (const name of signed.split(';').slice(0, HEADERS)) rest = rest.replace(` ${name}:`, `\n${name}:`);
  const at = rest.indexOf('\n');
  if (at === -1) return unix;
  const headers = rest
    .slice(at + 1)
    .split('\n')
    .map((line) => line.trimEnd());
  return [method, uri, rest.slice(0, at).trim(), ...headers, '', signed, payload].join('\n');
}

/** The message without what stands in fields of its own, and without what a service repeats of a credential. */
function shortMessage(message: string): string {
  const end = message.search(/the canonical string for this request/i);
  return (end === -1 ? message : message.slice(0, end))
    .trim()
    .replace(/(Signature=)[\da-f]+/gi, '$1…')
    .replace(/(Authorization=|Authorization header: )\S.*$/is, '$1…')
    .slice(0, 2000);
}

function readDetails(elements: ReadonlyMap<string, string>): ServiceAnswer['details'] {
  const details: Partial<Record<AnswerDetail, string>> = {};
  for (const name of DETAILS) {
    const value = elements.get(name)?.trim();
    if (value !== undefined && value !== '') details[name] = value;
  }
  return details;
}

/** An answer from a cache is as old as it says: its date is not the clock's. */
function dateHeader(headers: ReadonlyMap<string, string>): string | undefined {
  return headers.has('age') ? undefined : headers.get('date');
}

function readServerTime({ elements }: Body, date: string | Date | undefined): number | undefined {
  const said = elements.get('ServerTime');
  const time = said === undefined ? Number.NaN : Date.parse(said);
  const sent = date === undefined ? Number.NaN : new Date(date).getTime();
  return [time, sent].find((one) => !Number.isNaN(one));
}
