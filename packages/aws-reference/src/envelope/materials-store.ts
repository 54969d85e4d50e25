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
  /**
   * Keeps materials that were used for a message of so many bytes. Their data key is copied.
   *
   * @param generation - Of when they were asked for: those from before a `clear` are not kept.
   */
  set(id: string, materials: Materials, bytes: number, generation: number): void;
  /** How often everything was forgotten. */
  readonly generation: number;
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
  let generation = 0;
  const forget = (id: string): void => {
    kept.get(id)?.dataKey.fill(0);
    kept.delete(id);
  };
  // A clock that went back makes it look young: that, too, ends it.
  const isOld = ({ since }: Kept<Materials>, time: number): boolean =>
    time - since >= maxAgeSeconds * 1000 || time < since;
  const prune = (time: number): void => {
    for (const [id, one] of kept) {
      if (!isOld(one, time)) break;
      forget(id);
    }
  };
  return {
    get generation() {
      return generation;
    },
    get(id) {
      const time = now();
      prune(time);
      const one = kept.get(id);
      if (one && isOld(one, time)) forget(id);
      return kept.get(id);
    },
    set(id, materials, bytes, asked) {
      if (asked !== generation) return;
      forget(id);
      for (const oldest of kept.keys()) {
        if (kept.size < capacity) break;
        forget(oldest);
      }
      kept.set(id, { materials, dataKey: new Uint8Array(materials.dataKey), since: now(), messages: 1, bytes });
    },
    clear() {
      generation++;
      for (const id of kept.keys()) forget(id);
    },
  };
}
