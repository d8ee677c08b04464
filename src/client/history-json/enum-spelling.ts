import type { DescEnum, DescField, DescMessage } from '@bufbuild/protobuf';

/**
 * A copy of the proto JSON of a message in which every enum has its full name. Older tools of Temporal write
 * `WorkflowExecutionStarted` for `EVENT_TYPE_WORKFLOW_EXECUTION_STARTED`. What is not as the message says is left alone:
 * the parser will say so, or pass it over.
 */
export function withFullEnumNames(schema: DescMessage, json: unknown): unknown {
  // Well-known types have a JSON form of their own, without enums of ours.
  if (!isRecord(json) || schema.typeName.startsWith('google.protobuf.')) return json;
  const entries = Object.entries(json).map(([key, value]) => {
    const field = schema.fields.find(({ jsonName, name }) => jsonName === key || name === key);
    return [key, field ? fieldWithFullEnumNames(field, value) : value] as const;
  });
  return Object.fromEntries(entries);
}

function fieldWithFullEnumNames(field: DescField, json: unknown): unknown {
  const { enum: enumType, message } = field;
  if (!enumType && !message) return json;
  const convert = (value: unknown): unknown =>
    enumType ? fullEnumName(enumType, value) : withFullEnumNames(message, value);
  if (field.fieldKind === 'list') return Array.isArray(json) ? json.map(convert) : json;
  if (field.fieldKind !== 'map') return convert(json);
  return isRecord(json)
    ? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, convert(value)] as const))
    : json;
}

function fullEnumName({ values, sharedPrefix = '' }: DescEnum, json: unknown): unknown {
  if (typeof json !== 'string' || values.some(({ name }) => name === json)) return json;
  const constant = json.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
  const full = `${sharedPrefix.toUpperCase()}${constant}`;
  return values.some(({ name }) => name === full) ? full : json;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
