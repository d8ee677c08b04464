import { describe, expect, it } from 'vitest';
import type { TaskQueueDescription, WorkerInfo, WorkflowExecutionInfo } from '../../../src/client/index.js';
import {
  buildFamily,
  countStatuses,
  familyRows,
  pathTo,
} from '../../../src/app/screens/workflow/relationships/family.js';
import { parseStackTrace } from '../../../src/app/screens/workflow/stack/stack-trace.js';
import { pollerRows } from '../../../src/app/screens/workflow/workers/pollers.js';

function execution(runId: string, parent?: string, startMs = 0, status = 'COMPLETED'): WorkflowExecutionInfo {
  return {
    workflowId: `w-${runId}`,
    runId,
    startTime: new Date(startMs),
    status: { name: status },
    parentExecution: parent ? { workflowId: `w-${parent}`, runId: parent } : undefined,
  } as WorkflowExecutionInfo;
}

describe('a family of executions', () => {
  const family = [
    execution('grandchild', 'second', 30),
    execution('second', 'root', 20, 'FAILED'),
    execution('first', 'root', 10),
    execution('root'),
    execution('orphan', 'gone', 5, 'RUNNING'),
  ];

  it('puts each below its parent, oldest first, and those without one at the top', () => {
    const rows = familyRows(buildFamily(family), () => false);
    expect(rows.map(({ node, level }) => `${level} ${node.info.runId}`)).toEqual([
      '1 root',
      '2 first',
      '2 second',
      '3 grandchild',
      '1 orphan',
    ]);
    expect(rows[2]).toMatchObject({ position: 2, siblings: 2, isOpen: true });
  });

  it('hides what lies below a folded one', () => {
    const rows = familyRows(buildFamily(family), (runId) => runId === 'second');
    expect(rows.map(({ node }) => node.info.runId)).toEqual(['root', 'first', 'second', 'orphan']);
    expect(rows[2]?.isOpen).toBe(false);
  });

  it('knows the way to a run', () => {
    expect(pathTo(buildFamily(family), 'grandchild').map(({ info }) => info.runId)).toEqual([
      'root',
      'second',
      'grandchild',
    ]);
    expect(pathTo(buildFamily(family), 'nobody')).toEqual([]);
  });

  it('survives an execution that names itself as its parent', () => {
    expect(familyRows(buildFamily([execution('odd', 'odd')]), () => false)).toHaveLength(1);
  });

  it('counts by status, the most frequent first', () => {
    expect(countStatuses(family)).toEqual([
      ['COMPLETED', 3],
      ['FAILED', 1],
      ['RUNNING', 1],
    ]);
  });
});

describe('a call stack', () => {
  it('is divided at empty lines, and knows frames of libraries', () => {
    const parts = parseStackTrace(
      '  at order (/app/order.ts:20:3)\n  at next (/app/node_modules/lib/a.js:1:1)\n\n  at timer (/app/order.ts:44:9)\n',
    );
    expect(parts).toEqual([
      {
        frames: [
          { text: 'at order (/app/order.ts:20:3)', isForeign: false },
          { text: 'at next (/app/node_modules/lib/a.js:1:1)', isForeign: true },
        ],
      },
      { frames: [{ text: 'at timer (/app/order.ts:44:9)', isForeign: false }] },
    ]);
  });

  it('is empty for an empty answer', () => {
    expect(parseStackTrace('\n')).toEqual([]);
  });
});

describe('workers of a Task Queue', () => {
  const queue = (...pollers: Partial<TaskQueueDescription['pollers'][number]>[]) =>
    ({ pollers }) as unknown as TaskQueueDescription;

  it('are one row an identity, with all that polls and heartbeats tell', () => {
    const rows = pollerRows(
      {
        workflow: queue({ identity: 'a', lastAccessTime: new Date(10), buildId: '1.0' }),
        activity: queue(
          { identity: 'a', lastAccessTime: new Date(20) },
          { identity: 'b', lastAccessTime: new Date(30), deploymentVersion: { deploymentName: 'shop', buildId: '7' } },
        ),
        nexus: queue(),
      },
      [{ workerIdentity: 'a', sdkName: 'typescript', sdkVersion: '1.24', hostName: 'h', processId: '7' } as WorkerInfo],
    );
    expect(rows).toMatchObject([
      { identity: 'b', kinds: ['activity'], version: 'shop:7', sdk: '' },
      {
        identity: 'a',
        kinds: ['workflow', 'activity'],
        lastSeen: new Date(20),
        version: '1.0',
        sdk: 'typescript 1.24',
        host: 'h · 7',
      },
    ]);
  });
});
