import { inspect, type MessageHeader } from '@notebank/aws-reference/envelope';
import type { Outcome } from './attempt.ts';
import type { Built } from './built.ts';
import { FIRST_KEY } from './keys.ts';
import { FIRST_FORM } from './lab-form.ts';
import { ALL_WELL, wayBack } from './settings.ts';
import { fromBase64, utf8 } from './text.ts';

/**
 * A message that was built once with the first form, so that the page is the same whenever it is built. A test decrypts
 * it with the KMS of the lab and compares everything that is told of it here.
 */
const ONCE = {
  message:
    'AgV48qVepYN9/zh0AD5PxoA0yv7W2WQEEzydYuV7QmSZ8J0AfwADABVhd3MtY3J5cHRvLXB1YmxpYy1rZXkAREFzVVlsQ0lG' +
    'VTdSZXIxWnA3ak83a1hxRFJ2WXJMdGtQMGdSUU9WeFliY1ZDSGdXZUdJblhXeXc5dzlBLy9zL1FWUT09AAdwdXJwb3NlAAdp' +
    'bnZvaWNlAAZ0ZW5hbnQABGJsdWUAAQAHYXdzLWttcwBLYXJuOmF3czprbXM6dXMtZWFzdC0xOjExMTEyMjIyMzMzMzprZXkv' +
    'MTIzNGFiY2QtMTJhYi0zNGNkLTU2ZWYtMTIzNDU2Nzg5MGFiAIIBABI0q80SqzTNVu8SNFZ4kKt8Hl8Kk7LYTm8XoMW50j6I' +
    'QWD7cpXOOtELj2TnIZ1co/gfbkuptwx6fEHibCCIqHOAdA/dPQDd0kR2hSRDV7iWMlkfJtgougWcUu1u2RnTIcq5kq+Q0i0G' +
    'izQCzCg1y8Hsv6pN/T8Uit2Sb1kleGhJAgAAACCSqndOxiG/T4jciDMad6yLkZ6FMbdhDqbVDQBNjylVqsxIk9p7caRPSj79' +
    'vAp2CyAAAAABAAAAAAAAAAAAAAABdCwwNm/T9r1AsmW0h3s70BZlPaEAAiomTCNoMyAOR+pMhiSPGGLs/OKSF37LxonNAAAA' +
    'AgAAAAAAAAAAAAAAAj4Ze6SK6XNsRDMGfpbkuLsiHNSV7gF5JVsM6NTl++W+gLnJDDJZrhY53ezCwabpnv////8AAAADAAAA' +
    'AAAAAAAAAAADAAAAEz03JcALnzqjmRAZyqRX6xOP1VVxbEun5DoXmJHKIYy0PjAvAGgwZgIxALqu+ttC8uoT6E24kO+Fun6/' +
    '2vbzH1Hax54qB0MPAywAECVSvZoKixQFqObBUpLFuQIxANX13ktdavA/j/HAsXlZfZQzAmROg4NFFSHn+ZWyw/t+4i6oEQZW' +
    '8u+lGU2PTSbojw==',
  dataKey: 'cGZoYXbuAozqRsbzo0WjIa4QXVdn8ilusN9vgk+Ju1w=',
  derivedKey: 'ijUYW6mc29dWbSkMeO5+/7FqGptH+y4t+RAr8yWQHtk=',
} as const;

/** The worked example: what the page shows without JavaScript. */
export function workedExample(): Built {
  const message = fromBase64(ONCE.message);
  const inspection = inspect(message);
  const header = inspection.header as MessageHeader;
  const plaintext = fromBase64(ONCE.dataKey);
  const { encryptionContext: context, encryptedDataKeys } = header;
  const call = { operation: 'GenerateDataKey', key: FIRST_KEY, context, plaintext } as const;
  return {
    form: FIRST_FORM,
    message,
    inspection,
    header,
    calls: [{ ...call, ciphertext: encryptedDataKeys[0]?.ciphertext }],
    dataKey: plaintext,
    derivedKey: fromBase64(ONCE.derivedKey),
    afterwards: new Uint8Array(plaintext.length),
  };
}

/** The same message, read with nothing wrong. */
export function workedOutcome({ message, header, dataKey, form }: Built): Outcome {
  const { encryptionContext: context, encryptedDataKeys } = header;
  const ciphertext = encryptedDataKeys[0]?.ciphertext;
  return {
    message,
    settings: ALL_WELL,
    way: wayBack('whole', true),
    given: {},
    calls: [{ operation: 'Decrypt', key: FIRST_KEY, context, plaintext: dataKey, ciphertext }],
    stopped: undefined,
    error: undefined,
    causes: [],
    plaintext: utf8(form.plaintext),
    commitKey: header.commitKey,
  };
}
