import { defineSearchAttributeKey, ValueError, where } from '../../../../client/index.js';
import { isKnownStatus, statuses } from '../../../../live/status.js';
import type { FilterAttribute } from './attributes.js';
import type { Comparison, Literal } from './condition.js';
import { parseGoDuration } from './go-duration.js';
import { systemAttribute } from './attributes.js';

/** `where` of the client, for what is known only while the page runs. */
const check = where as unknown as (attribute: unknown, operator: string, ...operand: unknown[]) => unknown;

/** Why no server can be asked this, in the words of the client; undefined when it can. */
export function refusalOf({ operator, values }: Comparison, { name, type }: FilterAttribute): string | undefined {
  const attribute =
    systemAttribute(name) || type === 'STATUS' || type === 'DURATION' ? name : defineSearchAttributeKey(name, type);
  const operands = values.map((value) => operandOf(value, type));
  const isSingle = operator !== 'IN' && operator !== 'NOT IN' && !operator.includes('BETWEEN');
  try {
    check(attribute, operator, ...(values.length === 0 ? [] : isSingle ? operands : [operands]));
    return undefined;
  } catch (error) {
    if (error instanceof ValueError) return error.message;
    throw error;
  }
}

function operandOf(literal: Literal, type: FilterAttribute['type']): unknown {
  switch (literal.kind) {
    case 'bool':
      return literal.value;
    case 'relative':
      return new Date();
    case 'number':
      return type === 'INT' ? BigInt(literal.text) : Number(literal.text);
    case 'string':
      if (type === 'DATETIME') return new Date(literal.value);
      if (type === 'DURATION') return parseGoDuration(literal.value);
      if (type === 'STATUS') {
        return Object.keys(statuses).find((one) => isKnownStatus(one) && statuses[one].query === literal.value);
      }
      return literal.value;
  }
}
