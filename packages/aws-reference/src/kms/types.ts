/** Pairs that are bound to a ciphertext as additional authenticated data. Case-sensitive, in no order. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** What every operation may carry. */
export interface KmsCall {
  readonly EncryptionContext?: EncryptionContext | undefined;
  readonly GrantTokens?: readonly string[] | undefined;
}

export interface GenerateDataKeyInput extends KmsCall {
  /** Key id, key ARN, alias name or alias ARN. */
  readonly KeyId: string;
  /** 1 to 1,024 bytes; or `KeySpec`. */
  readonly NumberOfBytes?: number | undefined;
  readonly KeySpec?: 'AES_128' | 'AES_256' | undefined;
}

export interface GenerateDataKeyOutput {
  /** Key ARN. */
  readonly KeyId: string;
  readonly Plaintext: Uint8Array;
  readonly CiphertextBlob: Uint8Array;
}

export type GenerateDataKeyWithoutPlaintextOutput = Omit<GenerateDataKeyOutput, 'Plaintext'>;

export interface EncryptInput extends KmsCall {
  readonly KeyId: string;
  /** 1 to 4,096 bytes. */
  readonly Plaintext: Uint8Array;
}

export interface EncryptOutput {
  readonly KeyId: string;
  readonly CiphertextBlob: Uint8Array;
}

export interface DecryptInput extends KmsCall {
  readonly CiphertextBlob: Uint8Array;
  readonly KeyId?: string | undefined;
}

export interface DecryptOutput {
  readonly KeyId: string;
  readonly Plaintext: Uint8Array;
}

export interface ReEncryptInput {
  readonly CiphertextBlob: Uint8Array;
  /** The key that the ciphertext was made with. Left out: the ciphertext tells. */
  readonly SourceKeyId?: string | undefined;
  readonly SourceEncryptionContext?: EncryptionContext | undefined;
  readonly DestinationKeyId: string;
  readonly DestinationEncryptionContext?: EncryptionContext | undefined;
  readonly GrantTokens?: readonly string[] | undefined;
}

export interface ReEncryptOutput {
  /** ARN of the key that the ciphertext was made with before. */
  readonly SourceKeyId: string;
  /** ARN of the key that it is made with now. */
  readonly KeyId: string;
  readonly CiphertextBlob: Uint8Array;
}

export interface DescribeKeyInput {
  readonly KeyId: string;
  readonly GrantTokens?: readonly string[] | undefined;
}

export type KeyState =
  | 'Creating'
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingImport'
  | 'PendingReplicaDeletion'
  | 'Unavailable'
  | 'Updating';

/** What KMS tells about a key; it may tell more than stands here. */
export interface KeyMetadata {
  readonly AWSAccountId: string;
  readonly KeyId: string;
  readonly Arn: string;
  readonly CreationDate: Date;
  readonly Enabled: boolean;
  readonly Description: string;
  readonly KeyUsage: string;
  readonly KeyState: KeyState;
  /** When the key is pending deletion. */
  readonly DeletionDate?: Date;
  readonly Origin: string;
  readonly KeyManager: string;
  readonly KeySpec: string;
  readonly EncryptionAlgorithms?: readonly string[];
  readonly MultiRegion?: boolean;
  readonly CurrentKeyMaterialId?: string;
}

export interface DescribeKeyOutput {
  readonly KeyMetadata: KeyMetadata;
}

/** What one call may have beside its input. */
export interface KmsRequestOptions {
  /** Ends the call, its attempts and the waiting between them; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The operations that keyrings need, with the names of the API. Anything that has them is a client. */
export interface KmsOperations {
  generateDataKey(input: GenerateDataKeyInput, options?: KmsRequestOptions): Promise<GenerateDataKeyOutput>;
  encrypt(input: EncryptInput, options?: KmsRequestOptions): Promise<EncryptOutput>;
  decrypt(input: DecryptInput, options?: KmsRequestOptions): Promise<DecryptOutput>;
}

/** All operations of the client. */
export interface KmsClient extends KmsOperations {
  generateDataKeyWithoutPlaintext(
    input: GenerateDataKeyInput,
    options?: KmsRequestOptions,
  ): Promise<GenerateDataKeyWithoutPlaintextOutput>;
  reEncrypt(input: ReEncryptInput, options?: KmsRequestOptions): Promise<ReEncryptOutput>;
  describeKey(input: DescribeKeyInput, options?: KmsRequestOptions): Promise<DescribeKeyOutput>;
}
