import { describe, expect, it } from 'vitest';
import { compilePriority, decodePriority, type Priority } from '../../../src/client/priority.js';
import { compileRetryPolicy, type RetryPolicy } from '../../../src/client/retry-policy.js';
import { ValueError } from '../../../src/client/index.js';

describe('compileRetryPolicy', () => {
  it('sends one second as initial interval when none is given', () => {
    expect(compileRetryPolicy({})).toEqual({
      backoffCoefficient: 0,
      maximumAttempts: 0,
      nonRetryableErrorTypes: [],
      initialInterval: { seconds: 1n, nanos: 0 },
    });
  });

  it('keeps every field', () => {
    const policy: RetryPolicy = {
      backoffCoefficient: 1.5,
      initialInterval: '500ms',
      maximumAttempts: 7,
      maximumInterval: '1 minute',
      nonRetryableErrorTypes: ['A'],
    };
    expect(compileRetryPolicy(policy)).toEqual({
      backoffCoefficient: 1.5,
      maximumAttempts: 7,
      nonRetryableErrorTypes: ['A'],
      initialInterval: { seconds: 0n, nanos: 500_000_000 },
      maximumInterval: { seconds: 60n, nanos: 0 },
    });
  });

  it('takes Infinity as no limit of attempts', () => {
    expect(compileRetryPolicy({ maximumAttempts: Infinity }).maximumAttempts).toBe(0);
  });

  it.each<[string, RetryPolicy]>([
    ['backoffCoefficient', { backoffCoefficient: 0 }],
    ['backoffCoefficient', { backoffCoefficient: -2 }],
    ['backoffCoefficient', { backoffCoefficient: NaN }],
    ['maximumAttempts', { maximumAttempts: 0 }],
    ['maximumAttempts', { maximumAttempts: -1 }],
    ['maximumAttempts', { maximumAttempts: 1.5 }],
    ['maximumAttempts', { maximumAttempts: NaN }],
    ['maximumInterval', { maximumInterval: 0 }],
    ['initialInterval', { initialInterval: 0 }],
    ['maximumInterval', { initialInterval: '10s', maximumInterval: '5s' }],
  ])('refuses an impossible %s: %o', (field, policy) => {
    expect(() => compileRetryPolicy(policy)).toThrow(ValueError);
    expect(() => compileRetryPolicy(policy)).toThrow(`RetryPolicy.${field}`);
  });

  it('refuses a duration that is none', () => {
    expect(() => compileRetryPolicy({ initialInterval: 'soon' as '1s' })).toThrow(ValueError);
  });
});

describe('compilePriority', () => {
  it('sends zero values for what is not set', () => {
    expect(compilePriority({})).toEqual({ priorityKey: 0, fairnessKey: '', fairnessWeight: 0 });
  });

  it.each<[Priority, new (...args: never[]) => Error]>([
    [{ priorityKey: 1.5 }, TypeError],
    [{ priorityKey: NaN }, TypeError],
    [{ priorityKey: -1 }, RangeError],
  ])('refuses %o', (priority, errorClass) => {
    expect(() => compilePriority(priority)).toThrow(errorClass);
  });
});

describe('decodePriority', () => {
  it('is an object without values when there is none', () => {
    expect(decodePriority(undefined)).toEqual({});
  });

  it('is what compilePriority was given', () => {
    const priority = { priorityKey: 3, fairnessKey: 'tenant', fairnessWeight: 0.5 };
    expect(decodePriority({ ...compilePriority(priority), $typeName: 'temporal.api.common.v1.Priority' })).toEqual(
      priority,
    );
  });
});
