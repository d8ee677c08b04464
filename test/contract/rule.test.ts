import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type CreateWorkflowRuleOptions,
  NamespaceNotFoundError,
  ServiceError,
  UnsupportedError,
  ValueError,
  where,
  WorkflowRuleAlreadyExistsError,
  WorkflowRuleNotFoundError,
} from '../../src/client/index.js';
import { collect } from '../fixtures/collect.js';
import { client, openClient } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { rule } = client;
const odd = `"quoted" 'single' <b>&amp;</b> 😀`;
/** Matches no Activity of another test. */
const nothing = { activityStart: { predicate: `ActivityType = '${uniqueId('no-activity')}'` } };

async function created(options: CreateWorkflowRuleOptions = nothing, id = uniqueId('rule')): Promise<string> {
  await rule.create(id, options);
  onTestFinished(async () => {
    await rule.delete(id).catch((error: unknown) => {
      if (!(error instanceof WorkflowRuleNotFoundError)) throw error;
    });
  });
  return id;
}

describe('create and describe', () => {
  it('keep all of a rule', async () => {
    const id = `${uniqueId('rule')} ${odd}`;
    const expirationTime = new Date(Date.now() + 3_600_000);
    await created(
      {
        ...nothing,
        visibilityQuery: where('WorkflowType', '=', odd),
        description: odd,
        expirationTime,
      },
      id,
    );
    const described = await rule.describe(id);
    expect(described).toMatchObject({
      id,
      ...nothing,
      description: odd,
      actions: ['ACTIVITY_PAUSE'],
      expirationTime,
      createdByIdentity: client.options.identity,
      raw: { $typeName: 'temporal.api.rules.v1.WorkflowRule' },
    });
    expect(described.visibilityQuery).toBe(String(where('WorkflowType', '=', odd)));
    expect(Math.abs(Date.now() - described.createTime!.getTime())).toBeLessThan(60_000);
  });

  it('give what was made, and no job for what runs already', async () => {
    const id = uniqueId('rule');
    onTestFinished(() => rule.delete(id));
    const { rule: made, jobId } = await rule.create(id, nothing);
    expect(made).toMatchObject({ id, ...nothing, description: '', visibilityQuery: '', expirationTime: undefined });
    expect(jobId).toBeUndefined();
  });

  it('say that an id is taken', async () => {
    const id = await created();
    const error = await rejectionOf(rule.create(id, nothing), WorkflowRuleAlreadyExistsError);
    expect(error).toMatchObject({ name: 'WorkflowRuleAlreadyExistsError', ruleId: id });
  });

  it('say that there is no such rule', async () => {
    const id = uniqueId('none');
    const error = await rejectionOf(rule.describe(id), WorkflowRuleNotFoundError);
    expect(error).toMatchObject({ name: 'WorkflowRuleNotFoundError', ruleId: id });
  });

  it.each([
    [{ ...nothing, actions: ['EXPLODE'] }, 'EXPLODE'],
    [{ ...nothing, expirationTime: new Date(NaN) }, 'expirationTime'],
  ])('refuse %o before anything is sent', async (options, words) => {
    const fetch = recordingFetch();
    const call = openClient({}, { fetch }).rule.create('x', options as CreateWorkflowRuleOptions);
    expect((await rejectionOf(call, ValueError)).message).toContain(words);
    expect(fetch.methods()).toEqual([]);
  });

  it('pass on that an id is needed', async () => {
    expect((await rejectionOf(rule.create('', nothing), ServiceError)).message).toBe('Failed to create Workflow Rule');
  });
});

describe('list', () => {
  it('has the rules of the Namespace', async () => {
    const ids = [await created(), await created()];
    const listed = (await collect(rule.list())).map(({ id }) => id);
    expect(listed).toEqual(expect.arrayContaining(ids));
    expect(await collect(rule.list({ limit: 1 }))).toHaveLength(1);
    expect((await rule.listPage()).items.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });

  it('names the Namespace that is not there', async () => {
    await rejectionOf(openClient({ namespace: uniqueId('none') }).rule.listPage(), NamespaceNotFoundError);
  });
});

describe('delete', () => {
  it('removes a rule, once', async () => {
    const id = await created();
    await rule.delete(id);
    await rejectionOf(rule.describe(id), WorkflowRuleNotFoundError);
    await rejectionOf(rule.delete(id), WorkflowRuleNotFoundError);
  });
});

describe('trigger', () => {
  it.each([
    ['an id', 'some-rule'],
    ['a rule of its own', nothing],
  ])('with %s: this server has it not, and the error says so', async (_, given) => {
    const error = await rejectionOf(rule.trigger({ workflowId: 'w' }, given), UnsupportedError);
    expect(error.message).toContain('Failed to trigger Workflow Rule');
  });
});

it('interceptors see every call', async () => {
  const seen: string[] = [];
  const { rule: intercepted } = openClient({
    interceptors: {
      rule: [
        {
          create: (input, next) => (seen.push(`create ${input.ruleId}`), next(input)),
          delete: (input, next) => (seen.push(`delete ${input.ruleId}`), next(input)),
        },
      ],
    },
  });
  const id = uniqueId('rule');
  await intercepted.create(id, nothing);
  await intercepted.delete(id);
  expect(seen).toEqual([`create ${id}`, `delete ${id}`]);
});
