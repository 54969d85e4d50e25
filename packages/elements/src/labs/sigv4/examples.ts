import { BLANK, type LabRequest } from './lab-request.ts';

/** A request to begin with. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly request: LabRequest;
}

const BUCKET = 'https://examplebucket.s3.amazonaws.com/';

const example = (id: string, title: string, request: Partial<LabRequest>): Example => ({
  id,
  title,
  request: { ...BLANK, ...request },
});

/** The request whose steps the page shows without JavaScript. */
export const WORKED_EXAMPLE: Example = example('s3-get', 'S3: get the first ten bytes of an object', {
  url: `${BUCKET}test.txt`,
  headers: 'Range: bytes=0-9',
});

/**
 * Requests whose signatures AWS has published.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html},
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html},
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html}
 */
export const EXAMPLES: readonly Example[] = [
  WORKED_EXAMPLE,
  example('s3-url', 'S3: presigned URL for a day', { url: `${BUCKET}test.txt`, carrier: 'query' }),
  example('s3-put', 'S3: put an object', {
    method: 'PUT',
    url: `${BUCKET}test%24file.text`,
    headers: 'Date: Fri, 24 May 2013 00:00:00 GMT\nx-amz-storage-class: REDUCED_REDUNDANCY',
    body: 'Welcome to Amazon S3.',
  }),
  example('s3-list', 'S3: list two objects that begin with J', { url: `${BUCKET}?max-keys=2&prefix=J` }),
  example('iam-list', 'IAM: list users', {
    url: 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08',
    headers: 'Content-Type: application/x-www-form-urlencoded; charset=utf-8',
    keys: 'suite',
    service: 'iam',
    moment: '20150830T123600Z',
  }),
];
