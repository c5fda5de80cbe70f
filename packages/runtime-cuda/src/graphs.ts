/** Launches of runs that come again and again, captured once and then launched as one. */
import type { CudaDevice } from './device.ts';
import type { Driver } from './driver.ts';

/** Far more than runs of one layer under way at the same time need. */
const MOST_GRAPHS = 64;

export class GraphCache {
  readonly #device: CudaDevice;
  /** By all that the launches depend on, least lately used first; no graph yet for what came once. */
  readonly #graphs = new Map<string, number | undefined>();

  constructor(device: CudaDevice) {
    this.#device = device;
  }

  /** The graph of what `launch` submits, or undefined when that has not come before and is better launched as it is. */
  find(key: string, launch: (driver: Driver) => void): number | undefined {
    const isKnown = this.#graphs.has(key);
    const found = this.#graphs.get(key);
    this.#graphs.delete(key);
    const graph = isKnown ? (found ?? this.#device.capture(launch)) : undefined;
    this.#graphs.set(key, graph);
    const [oldest] = this.#graphs.size > MOST_GRAPHS ? this.#graphs.keys() : [];
    if (oldest !== undefined) this.#remove(oldest);
    return graph;
  }

  clear(): void {
    for (const key of [...this.#graphs.keys()]) this.#remove(key);
  }

  #remove(key: string): void {
    const graph = this.#graphs.get(key);
    this.#graphs.delete(key);
    if (graph !== undefined) this.#device.retireGraph(graph);
  }
}
