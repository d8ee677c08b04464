import { type Steps, stepSize } from './steps.js';

/**
 * Puts intervals into as few lanes as possible, none over another in a lane: each into the lowest lane that is free at
 * its start. As many lanes as intervals overlap at the busiest moment; no packing has fewer.
 *
 * @param intervals by their starts
 * @returns the lane of each, from 0
 */
export function* packLanes(intervals: readonly { start: number; end: number }[]): Steps<Int32Array> {
  const lanes = new Int32Array(intervals.length);
  /** Lanes in use, the one that is free first on top. */
  const busy = new Heap<{ lane: number; end: number }>((a, b) => a.end - b.end);
  const free = new Heap<number>((a, b) => a - b);
  let count = 0;
  for (const [index, { start, end }] of intervals.entries()) {
    if (index % stepSize === stepSize - 1) yield;
    for (let top = busy.top; top && top.end <= start; top = busy.top) {
      busy.pop();
      free.push(top.lane);
    }
    const lane = free.pop() ?? count++;
    lanes[index] = lane;
    // What has no length is over at once and still takes its place: two at one moment are two lanes.
    busy.push({ lane, end: end > start ? end : start + Number.EPSILON * Math.max(1, Math.abs(start)) });
  }
  return lanes;
}

/** A binary heap. */
class Heap<T> {
  readonly #items: T[] = [];
  readonly #compare: (a: T, b: T) => number;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get top(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    let at = items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] as T;
      if (this.#compare(above, item) <= 0) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): T | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#compare(items[child + 1] as T, items[child] as T) < 0) child++;
      if (this.#compare(last, items[child] as T) <= 0) break;
      items[at] = items[child] as T;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
