import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { StartWorkflowExecutionRequestSchema } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { serializable } from '../../../src/client/internal/serializable.js';
import { completed, page } from '../../fixtures/close-events.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';

const execution = { workflowId: 'w', runId: 'run-1' };
const client = inMemoryClient({
  describeWorkflowExecution: () => ({ workflowExecutionInfo: { execution, historyLength: 12n } }),
  listWorkflowExecutions: () => ({ executions: [{ execution, historyLength: 12n }] }),
  getWorkflowExecutionHistory: () => page(completed({ a: 1 })),
});

describe('JSON.stringify', () => {
  it('reads what describe, lists and histories give, though raw messages have bigint', async () => {
    const handle = client.workflow.getHandle('w');
    const described = JSON.parse(JSON.stringify(await handle.describe())) as { raw: { workflowExecutionInfo: object } };
    expect(described.raw.workflowExecutionInfo).toMatchObject({ historyLength: '12', execution });
    const { items } = await client.workflow.listPage();
    expect(JSON.parse(JSON.stringify(items))).toMatchObject([{ raw: { historyLength: '12' } }]);
    const { events } = JSON.parse(JSON.stringify(await handle.fetchHistory())) as { events: object[] };
    expect(events).toMatchObject([{ eventId: '7' }]);
  });

  it('writes bytes as base64, and leaves the message as it is', () => {
    const data = new TextEncoder().encode('"🦆"');
    const message = create(StartWorkflowExecutionRequestSchema, { input: { payloads: [{ data }] } });
    expect(serializable(message)).toBe(message);
    expect(JSON.parse(JSON.stringify(message))).toMatchObject({ input: { payloads: [{ data: 'IvCfpoYi' }] } });
    expect(Object.keys(message)).not.toContain('toJSON');
    expect(message.input?.payloads[0]?.data).toEqual(data);
  });
});

describe('what JavaScript may pass', () => {
  it('is a TypeError that names it', async () => {
    const start = client.workflow.start.bind(client.workflow) as (...all: unknown[]) => Promise<unknown>;
    await expect(start('greet')).rejects.toThrow('Missing WorkflowOptions.taskQueue');
    await expect(start('greet', { taskQueue: 'q', workflowId: 'w', args: 'Ada' })).rejects.toThrow(
      'args must be an array with one entry for each argument',
    );
    const result = client.workflow.getHandle('w').result({ timeoutMs: '5s' as never });
    await expect(result).rejects.toThrow('timeoutMs must be milliseconds, a number from 0; got "5s"');
  });
});
