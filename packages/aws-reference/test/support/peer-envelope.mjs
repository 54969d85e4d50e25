// Encrypts and decrypts with @aws-crypto/client-node: an array of tasks comes in as JSON, an array of answers goes out. A
// process of its own, because its classes must not meet others of the same name.
import { constants } from 'node:crypto';
import { createRequire } from 'node:module';
import process from 'node:process';
import { text } from 'node:stream/consumers';

const {
  buildClient,
  CommitmentPolicy,
  MultiKeyringNode,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier: {
    AES128_GCM_IV12_TAG16_NO_PADDING,
    AES192_GCM_IV12_TAG16_NO_PADDING,
    AES256_GCM_IV12_TAG16_NO_PADDING,
  },
  RawRsaKeyringNode,
} = createRequire(import.meta.url)('@aws-crypto/client-node');

const AES = {
  16: AES128_GCM_IV12_TAG16_NO_PADDING,
  24: AES192_GCM_IV12_TAG16_NO_PADDING,
  32: AES256_GCM_IV12_TAG16_NO_PADDING,
};

/** Left out, the peer sorts the context by locale: no other implementation could read it. */
const utf8Sorting = true;

/** Of bytes that lie in memory of their own: the peer asks for that. */
const own = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));

function keyringOf({ keyNamespace, keyName, wrappingKey, padding, publicKey, privateKey, together }) {
  if (together) {
    const [generator, ...children] = together.map(keyringOf);
    return new MultiKeyringNode({ generator, children });
  }
  if (wrappingKey) {
    const unencryptedMasterKey = own(wrappingKey);
    return new RawAesKeyringNode({
      keyNamespace,
      keyName,
      unencryptedMasterKey,
      wrappingSuite: AES[unencryptedMasterKey.length],
      utf8Sorting,
    });
  }
  const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING } = constants;
  const how =
    padding === 'PKCS1'
      ? { padding: RSA_PKCS1_PADDING }
      : { padding: RSA_PKCS1_OAEP_PADDING, oaepHash: padding.slice(5).replace('-', '').toLowerCase() };
  return new RawRsaKeyringNode({ keyNamespace, keyName, rsaKey: { publicKey, privateKey }, ...how });
}

async function answer({ keyring, plaintext, message, algorithmSuite, encryptionContext, frameLength }) {
  if (message !== undefined) {
    const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
    const { plaintext: found, messageHeader } = await decrypt(keyringOf(keyring), Buffer.from(message, 'hex'));
    return { plaintext: found.toString('hex'), encryptionContext: messageHeader.encryptionContext };
  }
  const policy = algorithmSuite >= 0x0400 ? 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' : 'FORBID_ENCRYPT_ALLOW_DECRYPT';
  const { encrypt } = buildClient(CommitmentPolicy[policy]);
  const options = { suiteId: algorithmSuite, encryptionContext, frameLength };
  const { result } = await encrypt(keyringOf(keyring), Buffer.from(plaintext, 'hex'), options);
  return { message: Buffer.from(result).toString('hex') };
}

const answers = [];
for (const task of JSON.parse(await text(process.stdin))) {
  answers.push(await answer(task).catch((error) => ({ error: String(error) })));
}
process.stdout.write(JSON.stringify(answers));
