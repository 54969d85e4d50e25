import { type Choice, choice, field, line, lines, option } from '../form-html.ts';
import { type Html, html } from '../html.ts';
import { EXAMPLES } from './examples.ts';
import { EXAMPLE_KEYS, type LabRequest } from './lab-request.ts';
import { SCENARIOS } from './scenarios.ts';

const list = (id: string, values: readonly string[]): Html =>
  html`<datalist id="${id}">${values.map((value) => html`<option value="${value}"></option>`)}</datalist>`;

const METHODS: readonly Choice[] = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE'].map((name) => [name, name]);
const SERVICES = ['s3', 'dynamodb', 'execute-api', 'iam', 'lambda', 'sqs', 'sts'];
const REGIONS = ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-1', 'ap-southeast-2'];

/** What to begin with: a published example, or a signature to repair. */
export function beginHtml(id: string): Html {
  const options = (all: readonly { readonly id: string; readonly title: string }[]): Html[] =>
    all.map((each) => option([each.id, each.title], ''));
  return html`<div class="nb-lab-begin"><label for="${id}-begin">Begin with</label><select id="${id}-begin" data-begin autocomplete="off"><optgroup label="A request to sign">${options(EXAMPLES)}</optgroup><optgroup label="A refused request to repair">${options(SCENARIOS)}</optgroup></select><button type="button" data-again>Start over</button></div>`;
}

/** The form in which the request is edited. */
export function editorHtml(request: LabRequest, id: string, level: number): Html {
  const heading = html`h${level}`;
  return html`<form class="nb-lab-editor" method="dialog" autocomplete="off" aria-label="Request to sign">${list(`${id}-services`, SERVICES)}${list(
    `${id}-regions`,
    REGIONS,
  )}<fieldset><legend><${heading}>Request</${heading}></legend>${requestFields(request, id)}</fieldset><fieldset><legend><${heading}>Signer</${heading}></legend>${signerFields(
    request,
    id,
  )}</fieldset><details><summary>More settings</summary>${moreFields(request, id)}</details><div class="nb-lab-send" data-send hidden><button type="submit">Send the request</button><p role="status" data-sent></p></div></form>`;
}

function requestFields(request: LabRequest, id: string): Html {
  return html`${field(id, 'method', 'Method', choice(request.method, METHODS))}${field(
    id,
    'url',
    'URL',
    lines(request.url, 2),
    'Path and query as they travel, percent-encoded.',
  )}${field(id, 'headers', 'Headers', lines(request.headers, 2), 'One a line: Name: value')}${field(
    id,
    'body',
    'Body',
    lines(request.body, 2),
  )}`;
}

function signerFields(request: LabRequest, id: string): Html {
  const keys: Choice[] = EXAMPLE_KEYS.map((each) => [each.id, each.label]);
  return html`${field(
    id,
    'keys',
    'Keys',
    choice(request.keys, keys),
    'Examples that AWS has published.',
  )}<div class="nb-lab-own"><label><input type="checkbox" data-own> Use other keys</label><div data-own-fields hidden><p class="nb-lab-warning"><b>Keys of a real account?</b> This page keeps them in memory until you leave, stores them nowhere and sends them nowhere. Still, whoever sees your screen or a browser extension may read them.</p>${field(
    id,
    'accessKeyId',
    'Access key ID',
    line(''),
  )}${field(id, 'secretAccessKey', 'Secret access key', line('', 'password'))}${field(
    id,
    'sessionToken',
    'Session token, if there is one',
    line('', 'password'),
  )}</div></div><div class="nb-lab-pair">${field(id, 'service', 'Service', line(request.service, 'text', `${id}-services`))}${field(
    id,
    'region',
    'Region',
    line(request.region, 'text', `${id}-regions`),
  )}</div><div class="nb-lab-moment">${field(id, 'moment', 'Moment of signing (UTC)', line(request.moment))}<button type="button" data-now>Now</button></div>${field(
    id,
    'carrier',
    'Signature travels in',
    choice(request.carrier, [
      ['header', 'the Authorization header'],
      ['query', 'the URL (presigned)'],
    ]),
  )}${field(id, 'expires', 'URL lives for (seconds)', line(request.expires), '1 to 604800')}`;
}

function moreFields(request: LabRequest, id: string): Html {
  return html`${field(
    id,
    'normalizePath',
    'Normalise the path',
    choice(request.normalizePath, [
      ['', 'as the service does'],
      ['yes', 'yes: resolve . and .. and //'],
      ['no', 'no'],
    ]),
    'S3: no. Other services: yes.',
  )}${field(
    id,
    'encodePath',
    'Encode the path',
    choice(request.encodePath, [
      ['', 'as the service does'],
      ['once', 'once'],
      ['twice', 'twice'],
    ]),
    'S3: once. Other services: twice.',
  )}${field(
    id,
    'payload',
    'Body in the signature',
    choice(request.payload, [
      ['', 'as the service does'],
      ['UNSIGNED-PAYLOAD', 'left out: UNSIGNED-PAYLOAD'],
    ]),
  )}${field(id, 'unsigned', 'Headers to leave unsigned', line(request.unsigned), 'Names. Not host, not x-amz-*.')}${field(
    id,
    'signed',
    'Headers to sign although they may change',
    line(request.signed),
    'Names, such as user-agent.',
  )}`;
}
