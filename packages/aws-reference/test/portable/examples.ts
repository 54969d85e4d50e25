import type { Credentials, HttpRequest, PathRules, Scope } from '../../src/sigv4/index.ts';

/** A worked example of the AWS documentation: what is signed, and the value of every step. */
export interface Example {
  readonly name: string;
  readonly credentials: Credentials;
  readonly scope: Scope;
  readonly date: Date;
  /** The same moment, as the steps write it. */
  readonly amzDate: string;
  readonly rules: PathRules;
  /** Input of the steps: the request with all that signing added to it, names of headers in lower case. */
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  /** `undefined`: the body is not part of the signature. */
  readonly body: string | undefined;
  /** The request as somebody writes it who has it signed. */
  readonly toSign: HttpRequest;
  readonly payloadHash?: string;
  readonly expiresInSeconds?: number;
  readonly expected: {
    readonly canonicalUri: string;
    readonly canonicalQueryString: string;
    readonly canonicalHeaders: string;
    readonly signedHeaders: string;
    readonly hashedPayload: string;
    readonly canonicalRequest: string;
    readonly credentialScope: string;
    readonly stringToSign: string;
    readonly signature: string;
  };
  /** The header, or the presigned URL. */
  readonly authorization?: string;
  readonly presigned?: string;
}

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const S3_RULES: PathRules = { normalizePath: false, encodePath: 'once' };
const RULES: PathRules = { normalizePath: true, encodePath: 'twice' };

/** The published example keys of Amazon S3's pages. */
export const S3_CREDENTIALS: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** The published example keys of the IAM pages and of the signing test suite. */
export const IAM_CREDENTIALS: Credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

const S3 = {
  credentials: S3_CREDENTIALS,
  scope: { date: '20130524', region: 'us-east-1', service: 's3' },
  date: new Date('2013-05-24T00:00:00Z'),
  amzDate: '20130524T000000Z',
  rules: S3_RULES,
} as const;
const S3_SCOPE = '20130524/us-east-1/s3/aws4_request';
const S3_HOST = 'examplebucket.s3.amazonaws.com';

const IAM = {
  credentials: IAM_CREDENTIALS,
  date: new Date('2015-08-30T12:36:00Z'),
  amzDate: '20150830T123600Z',
  rules: RULES,
} as const;

/**
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html}
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html}
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html}
 *
 * The pages of S3 write the Authorization header without spaces after its commas, those of IAM with them.
 */
export const EXAMPLES: readonly Example[] = [
  {
    ...S3,
    name: 'S3: GET with a range',
    request: {
      method: 'GET',
      path: '/test.txt',
      query: '',
      headers: { host: S3_HOST, range: 'bytes=0-9', 'x-amz-content-sha256': EMPTY, 'x-amz-date': '20130524T000000Z' },
    },
    body: '',
    toSign: { method: 'GET', url: `https://${S3_HOST}/test.txt`, headers: { Range: 'bytes=0-9' } },
    expected: {
      canonicalUri: '/test.txt',
      canonicalQueryString: '',
      canonicalHeaders: `host:${S3_HOST}\nrange:bytes=0-9\nx-amz-content-sha256:${EMPTY}\nx-amz-date:20130524T000000Z\n`,
      signedHeaders: 'host;range;x-amz-content-sha256;x-amz-date',
      hashedPayload: EMPTY,
      canonicalRequest: `GET\n/test.txt\n\nhost:${S3_HOST}\nrange:bytes=0-9\nx-amz-content-sha256:${EMPTY}\nx-amz-date:20130524T000000Z\n\nhost;range;x-amz-content-sha256;x-amz-date\n${EMPTY}`,
      credentialScope: S3_SCOPE,
      stringToSign: `AWS4-HMAC-SHA256\n20130524T000000Z\n${S3_SCOPE}\n7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972`,
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${S3_SCOPE}, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`,
  },
  {
    ...S3,
    name: 'S3: PUT of an object',
    request: {
      method: 'PUT',
      path: '/test$file.text',
      query: '',
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        host: S3_HOST,
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        'x-amz-date': '20130524T000000Z',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      },
    },
    body: 'Welcome to Amazon S3.',
    toSign: {
      method: 'PUT',
      url: `https://${S3_HOST}/test$file.text`,
      headers: { Date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: 'Welcome to Amazon S3.',
    },
    expected: {
      canonicalUri: '/test%24file.text',
      canonicalQueryString: '',
      canonicalHeaders: `date:Fri, 24 May 2013 00:00:00 GMT\nhost:${S3_HOST}\nx-amz-content-sha256:44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072\nx-amz-date:20130524T000000Z\nx-amz-storage-class:REDUCED_REDUNDANCY\n`,
      signedHeaders: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      hashedPayload: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      canonicalRequest: `PUT\n/test%24file.text\n\ndate:Fri, 24 May 2013 00:00:00 GMT\nhost:${S3_HOST}\nx-amz-content-sha256:44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072\nx-amz-date:20130524T000000Z\nx-amz-storage-class:REDUCED_REDUNDANCY\n\ndate;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class\n44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072`,
      credentialScope: S3_SCOPE,
      stringToSign: `AWS4-HMAC-SHA256\n20130524T000000Z\n${S3_SCOPE}\n9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d`,
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    },
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${S3_SCOPE}, SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class, Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd`,
  },
  {
    ...S3,
    name: 'S3: GET of the lifecycle',
    request: {
      method: 'GET',
      path: '/',
      query: 'lifecycle',
      headers: { host: S3_HOST, 'x-amz-content-sha256': EMPTY, 'x-amz-date': '20130524T000000Z' },
    },
    body: '',
    toSign: { method: 'GET', url: `https://${S3_HOST}/?lifecycle`, headers: {} },
    expected: {
      canonicalUri: '/',
      canonicalQueryString: 'lifecycle=',
      canonicalHeaders: `host:${S3_HOST}\nx-amz-content-sha256:${EMPTY}\nx-amz-date:20130524T000000Z\n`,
      signedHeaders: 'host;x-amz-content-sha256;x-amz-date',
      hashedPayload: EMPTY,
      canonicalRequest: `GET\n/\nlifecycle=\nhost:${S3_HOST}\nx-amz-content-sha256:${EMPTY}\nx-amz-date:20130524T000000Z\n\nhost;x-amz-content-sha256;x-amz-date\n${EMPTY}`,
      credentialScope: S3_SCOPE,
      stringToSign: `AWS4-HMAC-SHA256\n20130524T000000Z\n${S3_SCOPE}\n9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca`,
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${S3_SCOPE}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543`,
  },
  {
    ...S3,
    name: 'S3: list of objects',
    request: {
      method: 'GET',
      path: '/',
      query: 'prefix=J&max-keys=2',
      headers: { host: S3_HOST, 'x-amz-content-sha256': EMPTY, 'x-amz-date': '20130524T000000Z' },
    },
    body: '',
    toSign: { method: 'GET', url: `https://${S3_HOST}/?prefix=J&max-keys=2`, headers: {} },
    expected: {
      canonicalUri: '/',
      canonicalQueryString: 'max-keys=2&prefix=J',
      canonicalHeaders: `host:${S3_HOST}\nx-amz-content-sha256:${EMPTY}\nx-amz-date:20130524T000000Z\n`,
      signedHeaders: 'host;x-amz-content-sha256;x-amz-date',
      hashedPayload: EMPTY,
      canonicalRequest: `GET\n/\nmax-keys=2&prefix=J\nhost:${S3_HOST}\nx-amz-content-sha256:${EMPTY}\nx-amz-date:20130524T000000Z\n\nhost;x-amz-content-sha256;x-amz-date\n${EMPTY}`,
      credentialScope: S3_SCOPE,
      stringToSign: `AWS4-HMAC-SHA256\n20130524T000000Z\n${S3_SCOPE}\ndf57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7`,
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${S3_SCOPE}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7`,
  },
  {
    ...S3,
    name: 'S3: presigned GET',
    request: {
      method: 'GET',
      path: '/test.txt',
      query:
        'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host',
      headers: { host: S3_HOST },
    },
    body: undefined,
    toSign: { method: 'GET', url: `https://${S3_HOST}/test.txt`, headers: {} },
    expiresInSeconds: 86_400,
    expected: {
      canonicalUri: '/test.txt',
      canonicalQueryString:
        'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host',
      canonicalHeaders: `host:${S3_HOST}\n`,
      signedHeaders: 'host',
      hashedPayload: 'UNSIGNED-PAYLOAD',
      canonicalRequest: `GET\n/test.txt\nX-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\nhost:${S3_HOST}\n\nhost\nUNSIGNED-PAYLOAD`,
      credentialScope: S3_SCOPE,
      stringToSign: `AWS4-HMAC-SHA256\n20130524T000000Z\n${S3_SCOPE}\n3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04`,
      signature: 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    },
    presigned: `https://${S3_HOST}/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
  },
  {
    ...IAM,
    name: 'get-vanilla of the signing test suite',
    scope: { date: '20150830', region: 'us-east-1', service: 'service' },
    request: {
      method: 'GET',
      path: '/',
      query: '',
      headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' },
    },
    body: '',
    toSign: { method: 'GET', url: '/', headers: { Host: 'example.amazonaws.com' } },
    expected: {
      canonicalUri: '/',
      canonicalQueryString: '',
      canonicalHeaders: 'host:example.amazonaws.com\nx-amz-date:20150830T123600Z\n',
      signedHeaders: 'host;x-amz-date',
      hashedPayload: EMPTY,
      canonicalRequest: `GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n${EMPTY}`,
      credentialScope: '20150830/us-east-1/service/aws4_request',
      stringToSign:
        'AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\nbb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63',
      signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    },
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    ...IAM,
    name: 'IAM: ListUsers',
    scope: { date: '20150830', region: 'us-east-1', service: 'iam' },
    request: {
      method: 'GET',
      path: '/',
      query: 'Action=ListUsers&Version=2010-05-08',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        host: 'iam.amazonaws.com',
        'x-amz-date': '20150830T123600Z',
      },
    },
    body: '',
    toSign: {
      method: 'GET',
      url: 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
    },
    expected: {
      canonicalUri: '/',
      canonicalQueryString: 'Action=ListUsers&Version=2010-05-08',
      canonicalHeaders:
        'content-type:application/x-www-form-urlencoded; charset=utf-8\nhost:iam.amazonaws.com\nx-amz-date:20150830T123600Z\n',
      signedHeaders: 'content-type;host;x-amz-date',
      hashedPayload: EMPTY,
      canonicalRequest: `GET\n/\nAction=ListUsers&Version=2010-05-08\ncontent-type:application/x-www-form-urlencoded; charset=utf-8\nhost:iam.amazonaws.com\nx-amz-date:20150830T123600Z\n\ncontent-type;host;x-amz-date\n${EMPTY}`,
      credentialScope: '20150830/us-east-1/iam/aws4_request',
      stringToSign:
        'AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\nf536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59',
      signature: '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    },
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
];

/** The derivation of a signing key that the documentation shows with every key between. */
export const KEY_DERIVATION = {
  secretAccessKey: IAM_CREDENTIALS.secretAccessKey,
  scope: { date: '20120215', region: 'us-east-1', service: 'iam' },
  keys: {
    kDate: '969fbb94feb542b71ede6f87fe4d5fa29c789342b0f407474670f0c2489e0a0d',
    kRegion: '69daa0209cd9c5ff5c8ced464a696fd4252e981430b10e3d3fd8e2f197d7a70c',
    kService: 'f72cfd46f26bc4643f06a11eabb6c0ba18780c19a8da0c31ace671265e3c87fa',
    kSigning: 'f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d',
  },
} as const;
