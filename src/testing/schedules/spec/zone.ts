/** A time as clocks on the wall show it. Months begin at 1, days of the week at 0 for Sunday. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly dayOfWeek: number;
}

/** Offsets of a year: from each start on, in seconds since the epoch, the offset in seconds. */
type Offsets = readonly { readonly start: number; readonly offset: number }[];

const sampleSeconds = 5 * 86_400;

/** A time zone of the IANA database. All instants are whole seconds since the epoch. */
export class Zone {
  readonly #format: Intl.DateTimeFormat | undefined;
  readonly #years = new Map<number, Offsets>();

  /** @throws Error in the words of the server for a name that no zone has */
  constructor(name: string) {
    if (name === '' || name === 'UTC') return;
    if (name.includes('..') || /^[/\\]/.test(name)) throw new Error('time: invalid location name');
    // Intl also takes offsets, which are no names of the database.
    if (!/^[A-Za-z]/.test(name)) throw new Error(`unknown time zone ${name}`);
    try {
      this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    } catch {
      throw new Error(`unknown time zone ${name}`);
    }
  }

  wallTimeAt(instant: number): WallTime {
    const date = new Date((instant + this.#offsetAt(instant)) * 1000);
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      dayOfWeek: date.getUTCDay(),
    };
  }

  /**
   * The instant at which the wall shows a time. For a time that there is twice, when clocks are set back, it is one of
   * both; for a time that there is not, when they are set forward, an hour before or after: as Go chooses, in which
   * the server is written.
   */
  instantOf(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
    const wall = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
    const offset = this.#offsetAt(wall);
    return offset === 0 ? wall : wall - this.#offsetAt(wall - offset);
  }

  #offsetAt(instant: number): number {
    if (!this.#format) return 0;
    const offsets = this.#offsetsOf(new Date(instant * 1000).getUTCFullYear());
    for (let index = offsets.length - 1; index > 0; index--) {
      if (offsets[index]!.start <= instant) return offsets[index]!.offset;
    }
    return offsets[0]!.offset;
  }

  /** Asking Intl takes long, so it is asked once for each year. */
  #offsetsOf(year: number): Offsets {
    const known = this.#years.get(year);
    if (known) return known;
    const end = Date.UTC(year + 1, 0) / 1000;
    let start = Date.UTC(year, 0) / 1000;
    const offsets = [{ start, offset: this.#ask(start) }];
    while (start < end) {
      const next = Math.min(start + sampleSeconds, end);
      const { offset } = offsets.at(-1)!;
      if (this.#ask(next) !== offset) {
        let [before, after] = [start, next];
        while (after - before > 1) {
          const middle = Math.floor((before + after) / 2);
          if (this.#ask(middle) === offset) before = middle;
          else after = middle;
        }
        offsets.push({ start: after, offset: this.#ask(after) });
      }
      start = next;
    }
    this.#years.set(year, offsets);
    return offsets;
  }

  #ask(instant: number): number {
    const parts = this.#format!.formatToParts(instant * 1000);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes, seconds] = /^GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(name)!;
    if (sign === undefined) return 0;
    const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
    return sign === '-' ? -size : size;
  }
}
