// Signs requests with @smithy/signature-v4a: an array of them comes in as JSON, an array of headers goes out. A process of
// its own, because the tests resolve packages as bundlers do, and Node cannot load the peer's ES modules for bundlers.
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { SignatureV4a } from '@smithy/signature-v4a';

/** SHA-256 and HMAC in the shape that the peer asks for. */
class Sha256 {
  #hash;
  constructor(key) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }
  update(data) {
    this.#hash.update(data);
  }
  async digest() {
    return this.#hash.digest();
  }
}

const { credentials, service, date, requests } = JSON.parse(readFileSync(0, 'utf8'));
const signed = [];
for (const { region, ...request } of requests) {
  const signer = new SignatureV4a({ credentials, region, service, sha256: Sha256, applyChecksum: false });
  const { headers } = await signer.sign(request, { signingDate: new Date(date) });
  signed.push(headers);
}
process.stdout.write(JSON.stringify(signed));
