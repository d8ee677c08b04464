import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  Range as RangeMessage,
  StructuredCalendarSpec,
  StructuredCalendarSpecSchema,
} from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { previewOf } from '../internal/preview.js';
import { DAYS_OF_WEEK, MONTHS } from './calendar-names.js';
import type { CalendarSpec, CalendarSpecDescription, Range } from './schedule-spec.js';

/** Wire form of a range. */
interface WireRange {
  start: number;
  end: number;
  step: number;
}

/** How the values of one field are written on the wire. */
interface Field {
  /** The number of a value; nothing for what is no value of the field. */
  readonly encode: (value: unknown) => number | undefined;
  readonly decode: (value: number) => unknown;
  readonly all: readonly WireRange[];
  readonly absent: readonly WireRange[];
}

function numbers(min: number, max: number, absent: 'zero' | 'all'): Field {
  const all = [{ start: min, end: max, step: 1 }];
  return {
    encode: (value) =>
      Number.isInteger(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined,
    decode: (value) => value,
    all,
    absent: absent === 'all' ? all : [{ start: 0, end: 0, step: 1 }],
  };
}

function names(list: readonly string[], first: number): Field {
  const all = [{ start: first, end: first + list.length - 1, step: 1 }];
  return {
    encode: (value) => {
      const index = list.indexOf(value as string);
      return index >= 0 ? index + first : undefined;
    },
    // As with enums: what a newer server says stays visible and does not hide the rest.
    decode: (value) => list[value - first] ?? `unknown_${value}`,
    all,
    absent: all,
  };
}

const fields = {
  second: numbers(0, 59, 'zero'),
  minute: numbers(0, 59, 'zero'),
  hour: numbers(0, 23, 'zero'),
  dayOfMonth: numbers(1, 31, 'all'),
  month: names(MONTHS, 1),
  // Every year is written as no range at all. Which years there are is for the server to say.
  year: { ...numbers(0, 9999, 'all'), all: [], absent: [] },
  dayOfWeek: names(DAYS_OF_WEEK, 0),
} satisfies Record<string, Field>;

type FieldName = keyof typeof fields;
const fieldNames = Object.keys(fields) as FieldName[];

/** @throws TypeError naming the field and the value that it cannot have */
export function encodeCalendar(spec: CalendarSpec): MessageInitShape<typeof StructuredCalendarSpecSchema> {
  const ranges = fieldNames.map((name) => [name, encodeField(name, spec[name])] as const);
  return { ...Object.fromEntries(ranges), comment: spec.comment ?? '' };
}

export function decodeCalendar(spec: StructuredCalendarSpec): CalendarSpecDescription {
  const ranges = fieldNames.map((name) => [name, decodeField(name, spec[name])] as const);
  return { ...Object.fromEntries(ranges), comment: spec.comment } as unknown as CalendarSpecDescription;
}

function encodeField(name: FieldName, value: unknown): WireRange[] {
  const { encode, all, absent } = fields[name];
  if (value === undefined) return [...absent];
  if (value === '*') return [...all];
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
    const range = (typeof item === 'object' && item !== null ? item : { start: item }) as Partial<Range<unknown>>;
    const start = encode(range.start);
    const end = range.end === undefined ? start : encode(range.end);
    if (start === undefined || end === undefined) {
      throw new TypeError(
        `Invalid CalendarSpec component for field ${name}: '${previewOf(item)}' of type '${typeof item}'`,
      );
    }
    const step = typeof range.step === 'number' && range.step > 0 ? range.step : 1;
    return { start, end: Math.max(start, end), step };
  });
}

function decodeField(name: FieldName, ranges: readonly RangeMessage[]): Range<unknown>[] {
  const { decode } = fields[name];
  return ranges.map(({ start, end, step }) => ({
    start: decode(start),
    end: decode(Math.max(start, end)),
    step: Math.max(1, step),
  }));
}
