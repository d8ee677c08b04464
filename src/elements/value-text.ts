import { describeError } from '../client/index.js';

/** More would be a wall that nobody reads, and slow to lay out. */
const longest = 20_000;

/** A value as a person reads it: text as it is, everything else as JSON. Nothing for `undefined`. */
export function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, writable, 2) as string | undefined);
  if (text === undefined || text.length <= longest) return text ?? '';
  return `${text.slice(0, longest)}\n… ${text.length - longest} more characters`;
}

function writable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? `${value.length} bytes` : value;
}

/** Why something failed: the error in one sentence, and below it each cause. */
export function failureLines(error: unknown): string[] {
  const { title, hint } = describeError(error);
  const lines = [hint ? `${title} ${hint}` : title];
  const seen = new Set<unknown>([error]);
  let cause = causeOf(error);
  while (cause instanceof Error && !seen.has(cause)) {
    seen.add(cause);
    // The sentence has the first one's message in it.
    if (!title.includes(cause.message) || lines.length > 1) lines.push(`${typeOf(cause)}${cause.message}`);
    cause = causeOf(cause);
  }
  return lines;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

/** The application's own type, or what kind of failure it is; the most general says nothing. */
function typeOf(error: Error): string {
  const { type } = error as { type?: unknown };
  const name = typeof type === 'string' && type !== '' ? type : error.name;
  return name === 'TemporalFailure' ? '' : `${name}: `;
}
