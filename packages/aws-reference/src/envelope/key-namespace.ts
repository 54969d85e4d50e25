import { invalid } from './error.ts';

/** Checks what names a raw key in a message. */
export function checkedNamespace(keyNamespace: string, keyName: string): void {
  if (keyNamespace === 'aws-kms')
    throw invalid('keyNamespace', 'found aws-kms, which KMS keyrings use, expected another');
  if (!keyNamespace.isWellFormed()) throw invalid('keyNamespace', 'expected no lone surrogate');
  if (!keyName.isWellFormed()) throw invalid('keyName', 'expected no lone surrogate');
}
