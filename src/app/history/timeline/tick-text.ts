const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The time since the start as an axis says it, as exact as its step: `0`, `250 ms`, `1.5 s`, `2:05`, `1:00:00`, `3 d 6 h`. */
export function sinceStartText(ms: number, step: number): string {
  if (Math.abs(ms) < step / 2) return '0';
  const sign = ms < 0 ? '−' : '';
  const size = Math.abs(ms);
  if (size < 1 - 1e-9) return `${sign}${trimmed(size * 1000, digitsOf(step * 1000))} µs`;
  if (size < second - 1e-6) return `${sign}${trimmed(size, digitsOf(step))} ms`;
  if (size < minute - 1e-6) return `${sign}${trimmed(size / second, digitsOf(step / second))} s`;
  if (size < day - 1e-3) return sign + clockText(size, step);
  const days = Math.floor((size + 1e-3) / day);
  const rest = size - days * day;
  return `${sign}${days} d${rest >= step / 2 && step < day ? ` ${clockText(rest, step)}` : ''}`;
}

/** `2:05`, `1:00:00`, with a fraction where the step has one. */
function clockText(size: number, step: number): string {
  const digits = digitsOf(step / second);
  const total = Number((size / second).toFixed(digits));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = (total % 60).toFixed(digits).padStart(digits > 0 ? digits + 3 : 2, '0');
  if (step >= hour && hours > 0 && minutes === 0) return `${hours} h`;
  if (step >= minute && hours === 0) return `${minutes} min`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

function digitsOf(step: number): number {
  return step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9));
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** Clock times of a zone for an axis. */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #hour12: boolean;

  /** @param timeZone `local`, `UTC` or an IANA name */
  constructor(timeZone: string, hour12 = false) {
    this.#hour12 = hour12;
    this.#format = new Intl.DateTimeFormat('en-CA', {
      ...(timeZone === 'local' ? {} : { timeZone }),
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  }

  /** What the zone's clocks are ahead of UTC at a moment. */
  readonly offsetMs = (ms: number): number => {
    const whole = Math.floor(ms / second) * second;
    const { year, month, day: date, hour: hours, minute: minutes, second: seconds } = this.#parts(whole);
    return Date.UTC(year, month - 1, date, hours, minutes, seconds) - whole;
  };

  /** `2026-11-20`. */
  date(ms: number): string {
    const { year, month, day: date } = this.#parts(ms);
    return `${year}-${two(month)}-${two(date)}`;
  }

  /** `14:03`, `14:03:07`, `14:03:07.512`, and at midnight the date: as exact as the step. */
  text(ms: number, step: number): string {
    const parts = this.#parts(ms);
    const { hour: hours, minute: minutes, second: seconds } = parts;
    const fraction = ms / second - Math.floor(ms / second);
    if (step >= hour && hours + minutes + seconds === 0 && fraction < 1e-9)
      return `${two(parts.month)}-${two(parts.day)}`;
    const digits = digitsOf(step / second);
    const shown = this.#hour12 ? ((hours + 11) % 12) + 1 : two(hours);
    const half = this.#hour12 ? (hours < 12 ? ' AM' : ' PM') : '';
    const exact = step < minute ? `:${two(seconds)}${digits > 0 ? fraction.toFixed(digits).slice(1) : ''}` : '';
    return `${shown}:${two(minutes)}${exact}${half}`;
  }

  #parts(ms: number): Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number> {
    const parts = this.#format.formatToParts(new Date(ms));
    const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
    return part as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
