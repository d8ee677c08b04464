/** What waits in a Task Queue, and how fast tasks come and go. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import { TaskQueueType } from '../../../gen/shared/temporal/api/enums/v1/task_queue_pb.js';
import type { TaskQueueStatsSchema } from '../../../gen/shared/temporal/api/taskqueue/v1/message_pb.js';
import type { Engine } from '../engine/engine.js';
import { priorityKeyOf, type TaskKind } from '../engine/task-rates.js';
import { duration } from '../engine/times.js';

/** Numbers of a queue. */
export type TaskQueueStats = Extract<MessageInitShape<typeof TaskQueueStatsSchema>, { $typeName?: never }>;

/** A task that no worker has taken. */
interface WaitingTask {
  readonly priorityKey: number;
  readonly sinceMs: number;
}

interface Numbers {
  count: number;
  oldestMs: number;
  added: number;
  dispatched: number;
}

const defaultKey = priorityKeyOf(undefined);

/** Numbers by priority key: of every key that has or had tasks, and always of the one that most tasks have. */
export function statsByPriority(
  engine: Engine,
  namespace: string,
  taskQueue: string,
  type: TaskQueueType,
): Map<number, TaskQueueStats> {
  const now = engine.now();
  const kind = kindOf(type);
  const all = new Map<number, Numbers>([[defaultKey, nothing(now)]]);
  const numbersOf = (key: number): Numbers => {
    const known = all.get(key) ?? nothing(now);
    all.set(key, known);
    return known;
  };
  if (kind) {
    for (const [key, { added, dispatched }] of engine.taskRates.of(namespace, taskQueue, kind)) {
      Object.assign(numbersOf(key), { added, dispatched });
    }
    const waiting = kind === 'WORKFLOW' ? workflowTasks : activityTasks;
    for (const { priorityKey, sinceMs } of waiting(engine, namespace, taskQueue)) {
      const numbers = numbersOf(priorityKey);
      numbers.count++;
      numbers.oldestMs = Math.min(numbers.oldestMs, sinceMs);
    }
  }
  return new Map([...all].map(([key, numbers]) => [key, toStats(numbers, now)]));
}

/** Numbers of all priority keys together. */
export function sumOf(stats: Iterable<TaskQueueStats>): TaskQueueStats {
  const all = [...stats];
  const sum = (field: 'tasksAddRate' | 'tasksDispatchRate'): number =>
    all.reduce((total, each) => total + (each[field] ?? 0), 0);
  const ages = all.map(({ approximateBacklogAge: age }) => age ?? duration(0));
  return {
    approximateBacklogCount: all.reduce((total, each) => total + (each.approximateBacklogCount ?? 0n), 0n),
    approximateBacklogAge: ages.reduce((oldest, age) => (seconds(age) > seconds(oldest) ? age : oldest), duration(0)),
    tasksAddRate: sum('tasksAddRate'),
    tasksDispatchRate: sum('tasksDispatchRate'),
  };
}

function seconds(length: NonNullable<TaskQueueStats['approximateBacklogAge']>): number {
  return Number(length.seconds ?? 0n) + (length.nanos ?? 0) / 1e9;
}

/** Nexus tasks there are none. */
function kindOf(type: TaskQueueType): TaskKind | undefined {
  if (type === TaskQueueType.WORKFLOW) return 'WORKFLOW';
  return type === TaskQueueType.ACTIVITY ? 'ACTIVITY' : undefined;
}

function nothing(now: number): Numbers {
  return { count: 0, oldestMs: now, added: 0, dispatched: 0 };
}

function toStats({ count, oldestMs, added, dispatched }: Numbers, now: number): TaskQueueStats {
  return {
    approximateBacklogCount: BigInt(count),
    approximateBacklogAge: duration(now - oldestMs),
    tasksAddRate: added,
    tasksDispatchRate: dispatched,
  };
}

function* workflowTasks(engine: Engine, namespace: string, taskQueue: string): Iterable<WaitingTask> {
  for (const run of engine.namespace(namespace).runs.values()) {
    if (run.task !== 'scheduled' || run.taskQueue !== taskQueue) continue;
    yield { priorityKey: priorityKeyOf(run.priority), sinceMs: run.taskScheduledMs };
  }
}

function* activityTasks(engine: Engine, namespace: string, taskQueue: string): Iterable<WaitingTask> {
  for (const { isQueued, queued, attemptDueMs } of engine.activities) {
    if (!isQueued || queued.namespace !== namespace || queued.taskQueue !== taskQueue) continue;
    yield { priorityKey: priorityKeyOf(queued.priority), sinceMs: attemptDueMs };
  }
}
