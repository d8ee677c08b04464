const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `850 ms`, `4.2 s`, `1 h 4 min`, `3 days 2 h`: two units at most. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms < 0) return `-${durationText(-ms)}`;
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < 10 * second) return `${trimZeros((ms / second).toFixed(1))} s`;
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return two(Math.floor(ms / minute), 'min', Math.floor((ms % minute) / second), 's');
  if (ms < day) return two(Math.floor(ms / hour), 'h', Math.floor((ms % hour) / minute), 'min');
  const days = Math.floor(ms / day);
  return two(days, days === 1 ? 'day' : 'days', Math.floor((ms % day) / hour), 'h');
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

function trimZeros(text: string): string {
  return text.replace(/\.0$/, '');
}
