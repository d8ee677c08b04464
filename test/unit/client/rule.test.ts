import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { ServiceError, WorkflowRuleAlreadyExistsError, WorkflowRuleNotFoundError } from '../../../src/client/index.js';
import { collect } from '../../fixtures/collect.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const spec = { activityStart: { predicate: "ActivityType = 'a'" } };

describe('trigger', () => {
  it('sends the id of a rule, or a rule of its own', async () => {
    const seen: unknown[] = [];
    const client = inMemoryClient({
      triggerWorkflowRule: (request) => (seen.push(request), { applied: request.rule.case === 'id' }),
    });
    expect(await client.rule.trigger({ workflowId: 'w', runId: 'r' }, 'rule-1')).toBe(true);
    expect(await client.rule.trigger({ workflowId: 'w' }, spec)).toBe(false);
    expect(seen).toMatchObject([
      {
        namespace: 'default',
        identity: client.options.identity,
        execution: { workflowId: 'w', runId: 'r' },
        rule: { case: 'id', value: 'rule-1' },
      },
      {
        execution: { workflowId: 'w', runId: '' },
        rule: { case: 'spec', value: { id: '', trigger: { case: 'activityStart', value: spec.activityStart } } },
      },
    ]);
  });
});

describe('create', () => {
  it('tells the job that applies a rule to what runs', async () => {
    const seen: unknown[] = [];
    const client = inMemoryClient({
      createWorkflowRule: (request) => (seen.push(request), { rule: { spec: request.spec ?? {} }, jobId: 'job-1' }),
    });
    const { rule, jobId } = await client.rule.create('r', { ...spec, forceScan: true });
    expect(jobId).toBe('job-1');
    expect(rule).toMatchObject({ id: 'r', ...spec, actions: ['ACTIVITY_PAUSE'], createTime: undefined });
    expect(seen).toMatchObject([{ forceScan: true, requestId: expect.stringMatching(/-/) }]);
  });

  it('does not make up a rule', async () => {
    await rejectionOf(inMemoryClient({ createWorkflowRule: () => ({}) }).rule.create('r', spec), ServiceError);
  });
});

describe('errors', () => {
  it.each([
    [Code.InvalidArgument, 'Workflow Rule with this ID not Found.', WorkflowRuleNotFoundError],
    [Code.NotFound, '', WorkflowRuleNotFoundError],
    [Code.InvalidArgument, 'Workflow Rule with this ID already exists.', WorkflowRuleAlreadyExistsError],
    [Code.AlreadyExists, '', WorkflowRuleAlreadyExistsError],
    [Code.InvalidArgument, 'Workflow Rule ID is not set.', ServiceError],
  ])('of code %s, "%s"', async (code, words, errorClass) => {
    const client = inMemoryClient({
      deleteWorkflowRule: () => {
        throw new ConnectError(words, code);
      },
    });
    const error = await rejectionOf<Error>(client.rule.delete('r'), errorClass);
    if (!(error instanceof ServiceError)) expect(error).toMatchObject({ ruleId: 'r' });
  });
});

it('reads rules that are newer than this package', async () => {
  const client = inMemoryClient({ listWorkflowRules: () => ({ rules: [{ spec: { actions: [{}] } }, {}] }) });
  expect(await collect(client.rule.list())).toMatchObject([
    { activityStart: undefined, actions: ['UNKNOWN'] },
    { id: '', actions: [] },
  ]);
});
