/** Materials that are kept, and how often they were used. */
export interface Kept<Materials> {
  readonly materials: Materials;
  /** The store's own copy. Whoever uses it copies it again. */
  readonly dataKey: Uint8Array;
  readonly since: number;
  messages: number;
  bytes: number;
}

/** Materials by id, each for a time. */
export interface MaterialsStore<Materials> {
  get(id: string): Kept<Materials> | undefined;
  /** Keeps materials that were used for a message of so many bytes. Their data key is copied. */
  set(id: string, materials: Materials, bytes: number): void;
  /** Forgets and wipes everything. */
  clear(): void;
}

/** A store that wipes data keys when they are too old or too many. */
export function materialsStore<Materials extends { readonly dataKey: Uint8Array }>(
  maxAgeSeconds: number,
  capacity: number,
  now: () => number,
): MaterialsStore<Materials> {
  // In the order of their age.
  const kept = new Map<string, Kept<Materials>>();
  const forget = (id: string): void => {
    kept.get(id)?.dataKey.fill(0);
    kept.delete(id);
  };
  const prune = (time: number): void => {
    for (const [id, { since }] of kept) {
      // A clock that went back makes it look young: that, too, ends it.
      if (time - since < maxAgeSeconds * 1000 && time >= since) break;
      forget(id);
    }
  };
  return {
    get(id) {
      prune(now());
      return kept.get(id);
    },
    set(id, materials, bytes) {
      forget(id);
      for (const oldest of kept.keys()) {
        if (kept.size < capacity) break;
        forget(oldest);
      }
      kept.set(id, { materials, dataKey: materials.dataKey.slice(), since: now(), messages: 1, bytes });
    },
    clear() {
      for (const id of kept.keys()) forget(id);
    },
  };
}
