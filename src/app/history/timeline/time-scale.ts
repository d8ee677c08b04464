/** A stretch of time that is drawn shorter than it was. */
export interface Break {
  startMs: number;
  endMs: number;
}

export interface ScalePart extends Break {
  startUnit: number;
  endUnit: number;
  isBreak: boolean;
}

/**
 * Time as it is drawn: everything at the same pace, but breaks in a few units each, however long they were. Strictly
 * monotone, so each unit is one moment and each moment one unit. Units are milliseconds outside of breaks. Before the
 * start and after the end it goes on at the same pace.
 */
export class TimeScale {
  readonly startMs: number;
  readonly endMs: number;
  /** Units from the start to the end. */
  readonly total: number;
  readonly parts: readonly ScalePart[];

  /**
   * @param breaks in order, apart from each other, between start and end
   * @param breakShare of the time outside of breaks, for all breaks together at most half of it
   */
  constructor(startMs: number, endMs: number, breaks: readonly Break[] = [], breakShare = 0.05) {
    this.startMs = startMs;
    this.endMs = Math.max(endMs, startMs);
    const outside = this.endMs - startMs - breaks.reduce((sum, { startMs: from, endMs: to }) => sum + to - from, 0);
    const breakUnits = outside * Math.min(breakShare, 0.5 / Math.max(1, breaks.length));
    const parts: ScalePart[] = [];
    let unit = 0;
    let time = startMs;
    const add = (to: number, units: number, isBreak: boolean) => {
      if (to <= time) return;
      parts.push({ startMs: time, endMs: to, startUnit: unit, endUnit: unit + units, isBreak });
      unit += units;
      time = to;
    };
    for (const { startMs: from, endMs: to } of breaks) {
      add(from, from - time, false);
      add(to, Math.min(breakUnits, to - from) || to - from, true);
    }
    add(this.endMs, this.endMs - time, false);
    this.parts = parts;
    this.total = unit;
  }

  toUnit(ms: number): number {
    const part = this.#find(ms, 'startMs');
    if (!part || ms < this.startMs) return ms - this.startMs;
    if (ms >= this.endMs) return this.total + ms - this.endMs;
    return part.startUnit + ((ms - part.startMs) / (part.endMs - part.startMs)) * (part.endUnit - part.startUnit);
  }

  toMs(unit: number): number {
    const part = this.#find(unit, 'startUnit');
    if (!part || unit < 0) return this.startMs + unit;
    if (unit >= this.total) return this.endMs + unit - this.total;
    return part.startMs + ((unit - part.startUnit) / (part.endUnit - part.startUnit)) * (part.endMs - part.startMs);
  }

  /** The last part that begins at or before it. */
  #find(value: number, key: 'startMs' | 'startUnit'): ScalePart | undefined {
    const { parts } = this;
    let low = 0;
    let high = parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((parts[middle]?.[key] ?? Infinity) <= value) low = middle;
      else high = middle - 1;
    }
    return parts[low];
  }
}
