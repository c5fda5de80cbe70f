/**
 * Choices driven by a list of numbers that fast-check makes. Shrinking the list shrinks what is built from it: a choice
 * beyond its end is the first alternative, so builders put the plainest alternative first.
 */
export class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A whole number in 0 … count − 1. */
  below(count: number): number {
    const number = this.#numbers[this.#next] ?? 0;
    this.#next += 1;
    return number % count;
  }

  /** True once in `count` times, never when choices have run out. */
  oneIn(count: number): boolean {
    return this.below(count) === count - 1;
  }

  /** One of `items`, which are not empty. */
  from<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** Some of `items`, in their order. */
  some<Item>(items: readonly Item[]): Item[] {
    return items.filter(() => this.below(2) === 0);
  }

  /** `items` in some order. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const result: Item[] = [];
    for (const item of items) result.splice(result.length - this.below(result.length + 1), 0, item);
    return result;
  }
}
