/** Bytes of an answer that are read at most. KMS needs some 15 KiB: a plaintext and a ciphertext as Base64, the key ARN. */
export const MAX_ANSWER_BYTES = 2 ** 20;

/** The text of an answer; `undefined`, and nothing more is read, when it is longer than {@link MAX_ANSWER_BYTES}. */
export async function readText({ body }: Response): Promise<string | undefined> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > MAX_ANSWER_BYTES) {
      // Nobody waits for the other side to agree.
      reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(next.value, { stream: true });
  }
  return text + decoder.decode();
}
