/** Memory of a device that nobody uses, kept for the next who wants the same. */

interface Free<Item> {
  readonly item: Item;
  readonly kind: string;
  readonly bytes: number;
  /** How often something had been taken when this became free. */
  readonly since: number;
}

/**
 * What is free beyond so many bytes, and was not wanted for so many items taken, is destroyed, oldest first. Runs that
 * follow each other find even the largest buffers again, which a device takes long to make and to clear.
 */
const MOST_FREE_BYTES = 2 ** 29;
const PATIENCE = 64;

/** `id` grows with each item that is made. */
export class FreeList<Item extends { readonly id: number }> {
  readonly #destroy: (item: Item) => void;
  /** Oldest first. */
  readonly #free: Free<Item>[] = [];
  #taken = 0;

  constructor(destroy: (item: Item) => void) {
    this.#destroy = destroy;
  }

  /** Of what is free. */
  get bytes(): number {
    return this.#free.reduce((all, { bytes }) => all + bytes, 0);
  }

  /**
   * An item of this kind, if one is free; the caller makes one otherwise. Of several it is the one that was made first,
   * so that runs of one size find the same buffers in the same places, in whatever order they are given back.
   */
  take(kind: string): Item | undefined {
    this.#taken += 1;
    let first: Free<Item> | undefined;
    for (const free of this.#free)
      if (free.kind === kind && (first === undefined || free.item.id < first.item.id)) first = free;
    if (first !== undefined) this.#free.splice(this.#free.indexOf(first), 1);
    return first?.item;
  }

  /** Puts something back for whoever asks for the same kind and as many bytes. */
  give(item: Item, kind: string, bytes: number): void {
    this.#free.push({ item, kind, bytes, since: this.#taken });
    let all = this.bytes;
    while (all > MOST_FREE_BYTES && (this.#free[0]?.since ?? Infinity) < this.#taken - PATIENCE)
      all -= this.#destroyOldest();
  }

  /** Destroys what is free. */
  clear(): void {
    while (this.#free.length > 0) this.#destroyOldest();
  }

  /** The bytes it had. */
  #destroyOldest(): number {
    const oldest = this.#free.shift();
    if (oldest === undefined) return 0;
    this.#destroy(oldest.item);
    return oldest.bytes;
  }
}

/** Rounds up by less than a quarter, to whole vectors, so that runs of almost the same size find each other's buffers. */
export function sizeClass(bytes: number): number {
  const step = Math.max(16, 2 ** (Math.floor(Math.log2(Math.max(bytes, 1))) - 2));
  return Math.max(16, Math.ceil(bytes / step) * step);
}
