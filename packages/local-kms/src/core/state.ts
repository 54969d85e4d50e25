/** One key material of a KMS key. Rotation adds another; the old ones stay for decrypting. */
export interface KeyMaterial {
  /** 64 hexadecimal digits. */
  readonly id: string;
  /** 32 bytes in Base64: the secret itself. */
  readonly material: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A KMS key. Moments are milliseconds since 1970. */
export interface KeyRecord {
  /** UUID, or `mrk-` and 32 digits. */
  readonly keyId: string;
  readonly description: string;
  readonly createdAt: number;
  readonly policy?: string;
  readonly tags: readonly { readonly TagKey: string; readonly TagValue: string }[];
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** With `PendingDeletion`: when the key is gone. */
  readonly deletionAt?: number;
  /** Oldest first; at least one. */
  readonly materials: readonly KeyMaterial[];
}

export interface AliasRecord {
  /** Begins with `alias/`. */
  readonly name: string;
  readonly keyId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Everything that a KMS knows, as plain data for `JSON.stringify`. Holds key material: keep it as you keep keys. */
export interface LocalKmsSnapshot {
  readonly format: 'notebank-local-kms';
  readonly version: 1;
  readonly keys: readonly KeyRecord[];
  readonly aliases: readonly AliasRecord[];
}

/** The state as operations change it: records are replaced, never altered. */
export interface State {
  readonly keys: Map<string, KeyRecord>;
  readonly aliases: Map<string, AliasRecord>;
}

export function emptyState(): State {
  return { keys: new Map(), aliases: new Map() };
}

export function snapshotOf({ keys, aliases }: State): LocalKmsSnapshot {
  const plain = { format: 'notebank-local-kms', version: 1, keys: [...keys.values()], aliases: [...aliases.values()] };
  return structuredClone(plain) as LocalKmsSnapshot;
}

/** Deletes what its time is over for: keys whose waiting period has ended, with their aliases. */
export function removeExpired({ keys, aliases }: State, now: number): void {
  for (const { keyId, state, deletionAt } of keys.values()) {
    if (state !== 'PendingDeletion' || deletionAt === undefined || deletionAt > now) continue;
    keys.delete(keyId);
    for (const { name, keyId: target } of aliases.values()) if (target === keyId) aliases.delete(name);
  }
}
