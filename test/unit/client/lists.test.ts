import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import type { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { WorkflowExecutionInfoSchema } from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import type { ListWorkflowExecutionsRequest } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { type Client, RawValue, type WorkflowExecutionInfo } from '../../../src/client/index.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';

type Row = MessageInitShape<typeof WorkflowExecutionInfoSchema>;
const row = (workflowId: string, more: Exclude<Row, { $typeName: string }> = {}): Row => ({
  execution: { workflowId, runId: 'r' },
  type: { name: 't' },
  status: 1,
  ...more,
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function listing(...pages: [rows: Row[], token: string][]): {
  client: Client;
  requests: ListWorkflowExecutionsRequest[];
} {
  const requests: ListWorkflowExecutionsRequest[] = [];
  const client = inMemoryClient({
    listWorkflowExecutions: (request) => {
      requests.push(request);
      const [rows, token] = pages[requests.length - 1]!;
      return {
        executions: rows.map((init) => create(WorkflowExecutionInfoSchema, init)),
        nextPageToken: bytes(token),
      };
    },
  });
  return { client, requests };
}

async function all(list: AsyncIterable<WorkflowExecutionInfo>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of list) ids.push(workflowId);
  return ids;
}

describe('list', () => {
  it('goes on after an empty page that has a token', async () => {
    const { client, requests } = listing([[row('a')], 'one'], [[], 'two'], [[], 'three'], [[row('b')], '']);
    expect(await all(client.workflow.list())).toEqual(['a', 'b']);
    expect(requests.map(({ nextPageToken }) => new TextDecoder().decode(nextPageToken))).toEqual([
      '',
      'one',
      'two',
      'three',
    ]);
  });

  it('sends query, page size and Namespace with each page', async () => {
    const { client, requests } = listing([[row('a')], 'one'], [[], '']);
    await all(client.workflow.list({ query: `WorkflowType = 't'`, pageSize: 25 }));
    for (const request of requests) {
      expect(request).toMatchObject({ namespace: 'default', query: `WorkflowType = 't'`, pageSize: 25 });
    }
  });

  it('asks for no more rows than the limit, and for no page after it', async () => {
    const { client, requests } = listing([[row('a'), row('b')], 'one'], [[row('c')], 'two']);
    expect(await all(client.workflow.list({ limit: 3, pageSize: 2 }))).toEqual(['a', 'b', 'c']);
    expect(requests.map(({ pageSize }) => pageSize)).toEqual([2, 1]);
  });

  it('stops at the limit though the server sends more rows than asked for', async () => {
    const { client } = listing([[row('a'), row('b'), row('c')], '']);
    expect(await all(client.workflow.list({ limit: 2 }))).toEqual(['a', 'b']);
  });

  it('reads a row that lacks nearly everything', async () => {
    const { client } = listing([[{}, row('b')], '']);
    const { items: executions } = await client.workflow.listPage();
    expect(executions.map(({ workflowId, type, status }) => [workflowId, type, status.name])).toEqual([
      ['', '', 'UNSPECIFIED'],
      ['b', 't', 'RUNNING'],
    ]);
  });

  it('reads a row whose status is newer than this package', async () => {
    const { client } = listing([[row('a', { status: 99 as WorkflowExecutionStatus })], '']);
    expect((await client.workflow.listPage()).items[0]?.status).toEqual({ code: 99, name: 'UNKNOWN' });
  });

  it('reads the other rows when the memo of one cannot be decoded', async () => {
    const memo = { fields: { secret: { metadata: { encoding: bytes('binary/encrypted') }, data: bytes('?') } } };
    const { client } = listing([[row('locked', { memo }), row('open')], '']);
    const { items: executions } = await client.workflow.listPage();
    expect(executions.map(({ workflowId }) => workflowId)).toEqual(['locked', 'open']);
    const secret = executions[0]?.memo?.['secret'];
    expect(secret).toBeInstanceOf(RawValue);
    expect((secret as RawValue).payload.data).toEqual(bytes('?'));
  });

  it('reads the other rows when a search attribute of one cannot be decoded', async () => {
    const searchAttributes = { indexedFields: { Broken: { metadata: { type: bytes('Int') }, data: bytes('{') } } };
    const { client } = listing([[row('odd', { searchAttributes }), row('open')], '']);
    expect(await all(client.workflow.list())).toEqual(['odd', 'open']);
  });
});

describe('count', () => {
  it('gives group values in arrays, and undefined for what cannot be read', async () => {
    const client = inMemoryClient({
      countWorkflowExecutions: () => ({
        count: 3n,
        groups: [
          { count: 2n, groupValues: [{ metadata: { encoding: bytes('json/plain') }, data: bytes('"Running"') }] },
          { count: 1n, groupValues: [{ metadata: {}, data: bytes('{') }] },
        ],
      }),
    });
    expect(await client.workflow.count('GROUP BY ExecutionStatus')).toEqual({
      count: 3,
      groups: [
        { count: 2, groupValues: [['Running']] },
        { count: 1, groupValues: [[undefined]] },
      ],
    });
  });
});

describe('fetchHistory', () => {
  it('goes on after an empty page that has a token', async () => {
    const tokens = ['one', 'two', ''];
    const seen: string[] = [];
    const client = inMemoryClient({
      getWorkflowExecutionHistory: ({ nextPageToken }) => {
        seen.push(new TextDecoder().decode(nextPageToken));
        const token = tokens[seen.length - 1]!;
        return {
          history: { events: token === 'two' ? [] : [{ eventId: BigInt(seen.length) }] },
          nextPageToken: bytes(token),
        };
      },
    });
    const { events } = await client.workflow.getHandle('w').fetchHistory();
    expect(events.map(({ eventId }) => eventId)).toEqual([1n, 3n]);
    expect(seen).toEqual(['', 'one', 'two']);
  });
});
