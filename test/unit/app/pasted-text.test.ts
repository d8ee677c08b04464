import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../src/app/frame/search/pasted-text.js';

const run = '01a222d1-0c58-7d0e-a7c0-0a1b2c3d4e5f';

/** The Workflow Ids that are asked for, in their order. */
function ids(text: string): string[] {
  return readPasted(text).executions.map(({ workflowId }) => workflowId);
}

describe('a pasted id', () => {
  it.each([
    ['order-1', ['order-1']],
    ['  order-1\n', ['order-1']],
    ['"order-1",', ['"order-1",', 'order-1']],
    ['“order-1”', ['“order-1”', 'order-1']],
    ["'a b'", ["'a b'", 'a b']],
    ['with two words', ['with two words']],
    ['🦊/ä"', ['🦊/ä"']],
  ])('%j is first taken as it is', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it('may be a Run Id as well', () => {
    expect(readPasted(run)).toMatchObject({ executions: [{ workflowId: run }], runIds: [run], id: run });
  });
});

describe('what surrounds an id', () => {
  it.each([
    `temporal workflow show --workflow-id order-1 --run-id ${run} --address x:7233`,
    `temporal workflow show -w order-1 -r ${run}`,
    `  WorkflowId  order-1\n  RunId       ${run}\n  Type        order`,
    `{"msg":"done","workflowId":"order-1","runId":"${run}"}`,
    `level=error workflow_id=order-1 run_id=${run} attempt=3`,
    `Started Workflow Execution. Workflow Id: order-1 Run Id: ${run}`,
  ])('%j names a run', (text) => {
    expect(readPasted(text).executions[0]).toEqual({ workflowId: 'order-1', runId: run });
    expect(readPasted(text).runIds).toEqual([run]);
  });

  it('of a quoted value keeps its spaces', () => {
    expect(readPasted(`temporal workflow describe --workflow-id "my order"`).executions[0]).toEqual({
      workflowId: 'my order',
    });
  });

  it('is a line of a list', () => {
    expect(ids('  Completed  order-1  order  2 minutes ago')).toContain('order-1');
    expect(ids('ContinuedAsNew\tchain-1\tchain')).toContain('chain-1');
  });

  it('holds no more ids than can be asked for', () => {
    expect(ids(Array.from({ length: 50 }, (_, i) => `workflowId=w-${i}`).join(' ')).length).toBe(4);
  });
});

describe('a link', () => {
  const link = (text: string) => readPasted(text).link;

  it('of this console is followed as it is', () => {
    expect(link('https://console.example/x/#/namespaces/default/workflows?status=FAILED')).toBe(
      '#/namespaces/default/workflows?status=FAILED',
    );
    expect(link(`#/namespaces/default/workflows/a%2Fb/${run}?tab=pending`)).toBe(
      `#/namespaces/default/workflows/a%2Fb/${run}?tab=pending`,
    );
  });

  it('of the official UI leads to the run that it shows', () => {
    const cloud = 'https://cloud.temporal.io/namespaces/shop.a1b2c/workflows';
    expect(link(`${cloud}/order%2F1/${run}/history?sort=asc`)).toBe(
      `#/namespaces/shop.a1b2c/workflows/order%2F1/${run}`,
    );
    expect(link(`see ${cloud}/order-1/history`)).toBe('#/namespaces/shop.a1b2c/workflows/order-1');
  });

  it('that leads nowhere here is none', () => {
    expect(link('https://example.com/#/nowhere')).toBeUndefined();
    expect(link('https://example.com/namespaces/default/nexus')).toBeUndefined();
    expect(link('order-1')).toBeUndefined();
  });
});
