/** A field of the cron schedule of a Workflow, read. */
export interface CronField {
  readonly values: readonly number[];
  /** It says nothing of the time: `*`, `?`. */
  readonly isAny: boolean;
}

interface FieldRule {
  readonly lowest: number;
  readonly highest: number;
  readonly names?: readonly string[];
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** In their order: minute, hour, day of the month, month, day of the week. */
export const cronFields = [
  { lowest: 0, highest: 59 },
  { lowest: 0, highest: 23 },
  { lowest: 1, highest: 31 },
  { lowest: 1, highest: 12, names: monthNames },
  { lowest: 0, highest: 6, names: dayNames },
] as const satisfies readonly FieldRule[];

/** The field that is true of every time. */
export function allOf({ lowest, highest }: FieldRule): CronField {
  return { values: stepped(lowest, highest, 1), isAny: true };
}

/** Reads `*`, `?`, `5`, `1-5`, `1-9/2`, `3/5` and lists of these; nothing for what is none of them. */
export function parseCronField(text: string, field: FieldRule): CronField | undefined {
  const parts = text.split(',').filter((part) => part !== '');
  const parsed = parts.map((part) => parsePart(part, field));
  if (parsed.includes(undefined)) return undefined;
  const fields = parsed as CronField[];
  const values = [...new Set(fields.flatMap((part) => part.values))].sort((a, b) => a - b);
  return { values, isAny: fields.some(({ isAny }) => isAny) };
}

function parsePart(part: string, field: FieldRule): CronField | undefined {
  const [span, stepText, ...moreSteps] = part.split('/') as [string, string?, ...string[]];
  const [from, to, ...moreEnds] = span.split('-') as [string, string?, ...string[]];
  const isStar = from === '*' || from === '?';
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  const start = isStar ? field.lowest : parseValue(from, field);
  if (start === undefined || !step || moreSteps.length > 0) return undefined;
  if (!isStar && moreEnds.length > 0) return undefined;
  // A step without an end goes on to the last.
  const isOpen = isStar || (to === undefined && stepText !== undefined);
  const end = isOpen ? field.highest : to === undefined ? start : parseValue(to, field);
  if (end === undefined || start < field.lowest || end > field.highest || start > end) return undefined;
  return { values: stepped(start, end, step), isAny: isStar && step === 1 };
}

function parseValue(text: string, { names = [], lowest }: FieldRule): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  return index >= 0 ? index + lowest : parseNumber(text);
}

function parseNumber(text: string): number | undefined {
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}

function stepped(start: number, end: number, step: number): number[] {
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
}
