/** Keys of an AWS principal. Plain data; the signer never changes, prints or stores it beyond its own life. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials: travels with the request as `X-Amz-Security-Token`. */
  readonly sessionToken?: string | undefined;
  /** When they end. Signing after it is refused. */
  readonly expiration?: Date | undefined;
}

/**
 * Headers as a `Headers` object, pairs in order of arrival, or a record. A list of values is a header that is repeated.
 * Names in any case; entries with `undefined` count as absent (`http.IncomingHttpHeaders` fits).
 */
export type HeadersInput =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** An HTTP request, as it will travel. */
export interface HttpRequest {
  /** `GET`, `PUT` … Left out: `GET`. */
  readonly method?: string | undefined;
  /**
   * Absolute (`https://host/path?query`) or as in the request line (`/path?query`, then `headers` hold `host`).
   *
   * Its path and query are **what goes over the wire**: percent-encoded as the service shall see them. A string is taken
   * byte for byte, no dot segment is resolved; what no URL may contain (a space, `ü`) is signed as its percent-encoding.
   * A `URL` object has been normalised by its own constructor.
   */
  readonly url: string | URL;
  readonly headers?: HeadersInput | undefined;
  /** A text is UTF-8. Left out: empty. */
  readonly body?: string | Uint8Array | undefined;
}

/** How the path of a request becomes its CanonicalUri. Preset by service; each switch stands for itself. */
export interface PathRules {
  /** Resolve `.` and `..` and join repeated slashes before encoding. `false` for S3, `true` elsewhere. */
  readonly normalizePath?: boolean | undefined;
  /**
   * `once` for S3: the wire path, in canonical spelling, is the CanonicalUri. `twice` elsewhere: the wire path, encoded
   * already, is encoded again (`%20` becomes `%2520`).
   */
  readonly encodePath?: 'once' | 'twice' | undefined;
}

/** Where and when a signature is good. */
export interface ScopeInput {
  /** `us-east-1`. Global services have one too: IAM signs with `us-east-1`. */
  readonly region: string;
  /** The signing name: `s3`, `execute-api`, `dynamodb`. Not always the first part of the host. */
  readonly service: string;
}
