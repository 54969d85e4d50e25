/**
 * Whether two texts are the same, in a time that depends on their lengths only: how far a forged signature agrees with
 * the true one is told to nobody.
 */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}
