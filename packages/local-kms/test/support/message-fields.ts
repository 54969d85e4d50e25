import { inspect } from '@notebank/aws-reference/envelope';

/** Fields with random content, or with what depends on it. */
const RANDOM = /^(?:messageId|encryptedDataKey|commitKey|headerAuthenticationTag|ciphertext|tag)$/;

/** Every field of a message with its bytes in hexadecimal; of the random ones, how many bytes they have. */
export function fieldsOf(bytes: Uint8Array): string[] {
  const { fields, message, header, problem } = inspect(bytes);
  if (problem) throw problem;
  const publicKey = header?.encryptionContext['aws-crypto-public-key'];
  return fields.map(({ name, start, end }) => {
    const value = Buffer.from(message.subarray(start, end));
    // A signature in DER is a byte or two shorter now and then.
    if (name.startsWith('signature')) return name;
    const isRandom = RANDOM.test(name) || value.toString() === publicKey;
    return `${name} ${isRandom ? value.length : value.toString('hex')}`;
  });
}
