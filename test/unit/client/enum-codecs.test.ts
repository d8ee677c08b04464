import { describe, expect, it } from 'vitest';
import * as upstream from '@temporalio/client';
import * as client from '../../../src/client/index.js';

const codecs = [
  {
    name: 'WorkflowIdReusePolicy',
    prefix: 'WORKFLOW_ID_REUSE_POLICY_',
    values: client.WorkflowIdReusePolicy,
    encode: client.encodeWorkflowIdReusePolicy,
    decode: client.decodeWorkflowIdReusePolicy,
    upstream: upstream.WorkflowIdReusePolicy as Record<string, unknown>,
    upstreamEncode: upstream.encodeWorkflowIdReusePolicy as (value: string) => number | undefined,
  },
  {
    name: 'WorkflowIdConflictPolicy',
    prefix: 'WORKFLOW_ID_CONFLICT_POLICY_',
    values: client.WorkflowIdConflictPolicy,
    encode: client.encodeWorkflowIdConflictPolicy,
    decode: client.decodeWorkflowIdConflictPolicy,
    upstream: upstream.WorkflowIdConflictPolicy as Record<string, unknown>,
    upstreamEncode: upstream.encodeWorkflowIdConflictPolicy as (value: string) => number | undefined,
  },
  {
    name: 'QueryRejectCondition',
    prefix: 'QUERY_REJECT_CONDITION_',
    values: client.QueryRejectCondition,
    encode: client.encodeQueryRejectCondition,
    decode: client.decodeQueryRejectCondition,
    upstream: upstream.QueryRejectCondition as Record<string, unknown>,
    upstreamEncode: upstream.encodeQueryRejectCondition as (value: string) => number | undefined,
  },
];

describe.each(codecs)('$name', ({ prefix, values, encode, decode, upstream: theirs, upstreamEncode }) => {
  const names = Object.values(values);

  it('has the names of upstream', () => {
    const short = Object.keys(theirs).filter((key) => !key.startsWith(prefix));
    expect(names.sort()).toEqual(short.sort());
  });

  it.each(names)('has the number of upstream for %s', (name) => {
    expect(encode(name)).toBe(upstreamEncode(name));
    expect(encode(`${prefix}${name}`)).toBe(encode(name));
    expect(decode(encode(name)!)).toBe(name);
    expect(encode(encode(name))).toBe(encode(name));
  });

  it('encodes nothing as nothing', () => {
    expect(encode(undefined)).toBeUndefined();
    expect(encode(null)).toBeUndefined();
  });

  it.each(['', 'NO_SUCH_NAME', prefix, 'allow_duplicate', 'constructor', '__proto__', 999, -1, NaN])(
    'refuses %o',
    (value) => {
      expect(() => encode(value)).toThrow(client.ValueError);
      expect(() => encode(value)).toThrow(`Invalid enum value: '${String(value)}'`);
    },
  );

  it('decodes 0 as nothing and a number from the future as unknown', () => {
    expect(decode(0)).toBeUndefined();
    expect(decode(999)).toBe('unknown_999');
  });
});
