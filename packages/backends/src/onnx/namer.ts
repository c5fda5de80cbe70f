/** Makes names that ONNX allows (identifiers of C) and that no value of a graph has twice. */
export class Namer {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  /** A name like `hint`: the hint itself when it is an identifier and free. */
  name(hint: string): string {
    const legal = identifier(hint);
    let name = legal;
    let number = this.#next.get(legal) ?? 1;
    for (; this.#taken.has(name); number += 1) name = `${legal}_${number}`;
    this.#next.set(legal, number);
    this.#taken.add(name);
    return name;
  }
}

/** `text` with everything an identifier cannot have replaced by `_`. */
export function identifier(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}
