/** Opens the device of a runtime, shares it, and opens another when it is lost. */
import type { EinlayError } from '../errors.ts';

/** A device that is open. */
export interface OpenedDevice {
  /** Why it is gone, once it is. */
  readonly lost: string | undefined;
}

/** How a device of some kind is opened. */
export interface Opener<Open extends OpenedDevice> {
  /** Opens a device. May be called again after `close`, or when a device was lost. */
  open(): Promise<Open>;
  /** Gives back a device that nobody uses any more. */
  close(open: Open): void;
  /** The error when no other can take the place of one that was lost; undefined where the next run opens another. */
  refuse(reason: string): EinlayError | undefined;
}

/** The device of a runtime. Whoever needs one calls `acquire`, and `release` when done; `current` in between. */
export class DeviceSource<Open extends OpenedDevice> {
  readonly #opener: Opener<Open>;
  #opened: Promise<Open> | undefined;
  #users = 0;

  constructor(opener: Opener<Open>) {
    this.#opener = opener;
  }

  /** One user more, of a device that is opened if need be. Errors: those of the opener. */
  async acquire(): Promise<Open> {
    this.#users += 1;
    try {
      return await this.current();
    } catch (error) {
      await this.release();
      throw error;
    }
  }

  /** One user more, of a device that is open. */
  retain(): void {
    this.#users += 1;
  }

  /** The device, or another when it was lost. Errors: those of the opener. */
  async current(): Promise<Open> {
    this.#opened ??= this.#open();
    const opened = this.#opened;
    const found = await opened;
    if (found.lost === undefined) return found;
    const refusal = this.#opener.refuse(found.lost);
    if (refusal !== undefined) throw refusal;
    // Others may have waited for the same device; the first to find it lost opens the next.
    if (this.#opened === opened) this.#opened = undefined;
    return this.current();
  }

  /** One user less; the last closes the device. */
  async release(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    const opened = this.#opened;
    this.#opened = undefined;
    const found = await opened?.catch(() => undefined);
    if (found !== undefined) this.#opener.close(found);
  }

  #open(): Promise<Open> {
    const opening = this.#opener.open();
    opening.catch(() => {
      if (this.#opened === opening) this.#opened = undefined;
    });
    return opening;
  }
}
