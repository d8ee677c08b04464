import { clone, create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { ConnectError } from '@connectrpc/connect';
import type { Memo, Payloads, SearchAttributes } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import type { Failure } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import { ScheduleOverlapPolicy } from '../../../gen/schedule/temporal/api/enums/v1/schedule_pb.js';
import {
  type BackfillRequest,
  type Schedule as Definition,
  ScheduleActionResultSchema,
  ScheduleActionSchema,
  type ScheduleInfo,
  ScheduleInfoSchema,
  SchedulePoliciesSchema,
  type SchedulePatch,
  ScheduleSchema,
  ScheduleStateSchema,
} from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import type { NewWorkflowExecutionInfo } from '../../../gen/schedule/temporal/api/workflow/v1/message_pb.js';
import { identityOf, startRequestOf } from './action.js';
import type { ScheduleHost, WorkflowEnd } from './host.js';
import { type BufferedStart, takeTurn } from './overlap.js';
import { type CompiledSpec, durationMs, timestampMs } from './spec/compiled-spec.js';

const dayMs = 86_400_000;
const standardCatchupMs = 365 * dayMs;
const shortestCatchupMs = 10_000;
/** How long a Schedule stays that has nothing more to do. */
const retentionMs = 7 * dayMs;
const largestBuffer = 1000;
const backfillsAtOnce = 10;
const mostRecent = 10;

/** What a Schedule is created with. */
export interface ScheduleStart {
  readonly namespace: string;
  readonly scheduleId: string;
  readonly requestId: string;
  readonly definition: Definition;
  readonly memo?: Memo | undefined;
  readonly searchAttributes?: SearchAttributes | undefined;
  readonly patch?: SchedulePatch | undefined;
}

interface Backfill {
  fromMs: number;
  readonly toMs: number;
  readonly overlapPolicy: ScheduleOverlapPolicy;
}

/**
 * One Schedule at work. It does what the server's scheduler does, in the same order: whenever its time has come or it
 * is told something, it looks what has become due, then does what it was told, then starts what may start.
 */
export class Schedule {
  readonly namespace: string;
  readonly scheduleId: string;
  readonly requestId: string;
  /** Names it in lists, as the run that it is on the server. */
  readonly runId: string;
  readonly createdMs: number;
  readonly memo: Memo | undefined;
  searchAttributes: SearchAttributes | undefined;
  /** Goes up with every change of the definition. */
  conflictToken = 1n;
  isOpen = true;
  readonly info: ScheduleInfo = create(ScheduleInfoSchema);
  definition: Definition;
  spec: CompiledSpec;

  readonly #host: ScheduleHost;
  /** All times up to this one have been looked at. */
  #processedMs: number;
  #waiting: BufferedStart[] = [];
  #backfills: Backfill[] = [];
  #lastResult: Payloads | undefined;
  #lastFailure: Failure | undefined;
  #cancelAlarm: (() => void) | undefined;
  /** What was told while it was at work. */
  readonly #told: (() => boolean)[] = [];
  #atWork = false;

  constructor(start: ScheduleStart, spec: CompiledSpec, host: ScheduleHost) {
    this.#host = host;
    this.namespace = start.namespace;
    this.scheduleId = start.scheduleId;
    this.requestId = start.requestId;
    this.memo = start.memo;
    this.searchAttributes = start.searchAttributes;
    this.runId = host.newId();
    this.createdMs = host.clock.now();
    this.#processedMs = this.createdMs;
    this.info.createTime = timestampFromMs(this.createdMs);
    this.spec = spec;
    this.definition = withDefaults(start.definition, spec);
    const { patch } = start;
    this.#tell(() => (patch && this.#patch(patch), false));
  }

  /** Starts that wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Makes changes, starts Actions, fills in what was missed. */
  patch(patch: SchedulePatch): void {
    this.#tell(() => (this.#patch(patch), false));
  }

  /** Puts a definition in the place of the one before, unless that is not the one that the caller knew. */
  update(
    definition: Definition,
    spec: CompiledSpec,
    options: { conflictToken?: bigint | undefined; searchAttributes?: SearchAttributes | undefined },
  ): void {
    this.#tell(() => {
      const { conflictToken, searchAttributes } = options;
      if (conflictToken && conflictToken !== this.conflictToken) return false;
      this.spec = spec;
      this.definition = withDefaults(definition, spec);
      if (searchAttributes) this.searchAttributes = searchAttributes;
      this.info.updateTime = timestampFromMs(this.#host.clock.now());
      this.conflictToken++;
      return true;
    });
  }

  /** A Workflow has ended; most are not of this Schedule. */
  ended(end: WorkflowEnd): void {
    const { workflowId, firstRunId } = end;
    if (!this.isOpen) return;
    const isOurs = this.info.runningWorkflows.some(
      (each) => each.workflowId === workflowId && each.runId === firstRunId,
    );
    if (isOurs) this.#tell(() => (this.#noteEnd(end), false));
  }

  /** It does nothing more. */
  close(): void {
    this.isOpen = false;
    this.#cancelAlarm?.();
  }

  /** The next times at which it takes an Action, at most `count`. */
  futureMs(count: number): number[] {
    const { state } = this.definition;
    const most = state?.limitedActions ? Math.min(count, Number(state.remainingActions)) : count;
    const updatedMs = this.info.updateTime ? timestampMs(this.info.updateTime) : 0;
    const times: number[] = [];
    for (let next = this.#next(this.#processedMs); next !== undefined && times.length < most; next = this.#next(next)) {
      if (next > updatedMs) times.push(next);
    }
    return times;
  }

  #next(afterMs: number): number | undefined {
    return this.spec.nextOrNone(afterMs)?.timeMs;
  }

  get #action(): NewWorkflowExecutionInfo | undefined {
    const action = this.definition.action?.action;
    return action?.case === 'startWorkflow' ? action.value : undefined;
  }

  /** @param change does what the Schedule is told; true when the times may be others now */
  #tell(change: () => boolean): void {
    this.#told.push(change);
    // What it starts or ends may tell it something at once; that waits until it is done.
    if (this.#atWork) return;
    this.#atWork = true;
    try {
      for (let next = this.#told.shift(); next && this.isOpen; next = this.#told.shift()) this.#work(next);
    } finally {
      this.#atWork = false;
    }
  }

  #work(change: () => boolean): void {
    const now = this.#host.clock.now();
    const due = { toMs: now, overlapPolicy: ScheduleOverlapPolicy.UNSPECIFIED, isManual: false };
    const looked = this.#look({ ...due, fromMs: this.#processedMs });
    this.#processedMs = looked.lastMs;
    let { nextMs } = looked;
    if (change()) ({ nextMs } = this.#look({ ...due, fromMs: this.#processedMs }));
    this.#fillIn();
    while (this.#takeTurn());
    this.#sleep(nextMs);
  }

  /** Puts the times of a period in the buffer. @returns the first time behind the period, and the last that was taken */
  #look(
    period: { fromMs: number; toMs: number; overlapPolicy: ScheduleOverlapPolicy; isManual: boolean },
    limit = Infinity,
  ): { nextMs: number | undefined; lastMs: number; taken: number } {
    const { fromMs, toMs, overlapPolicy, isManual } = period;
    if (!this.#mayAct(isManual)) return { nextMs: this.#next(toMs), lastMs: toMs, taken: 0 };
    const catchupMs = durationMs(this.definition.policies?.catchupWindow);
    const updatedMs = this.info.updateTime ? timestampMs(this.info.updateTime) : 0;
    let lastMs = fromMs;
    let taken = 0;
    let next = this.spec.nextOrNone(fromMs);
    for (; next && next.timeMs <= toMs; next = this.spec.nextOrNone(next.timeMs)) {
      const { nominalMs, timeMs } = next;
      // The moment of an update itself is past, as that of the creation is.
      if (!isManual && timeMs <= updatedMs) continue;
      if (!isManual && toMs - timeMs > catchupMs) {
        this.info.missedCatchupWindow++;
        continue;
      }
      this.#wait({ nominalMs, actualMs: timeMs, overlapPolicy, isManual });
      lastMs = timeMs;
      if (++taken >= limit) break;
    }
    return { nextMs: next?.timeMs, lastMs, taken };
  }

  #wait(start: BufferedStart): void {
    if (this.#waiting.length >= largestBuffer) this.info.bufferDropped++;
    else this.#waiting.push(start);
  }

  /** Whether Actions may be taken, of those that are due: not while it is paused or out of Actions. */
  #mayAct(isManual: boolean): boolean {
    const { state } = this.definition;
    return isManual || (!state?.paused && (!state?.limitedActions || state.remainingActions > 0n));
  }

  #patch({ triggerImmediately, backfillRequest, pause, unpause }: SchedulePatch): void {
    const state = this.definition.state!;
    if (triggerImmediately) {
      const { scheduledTime, overlapPolicy } = triggerImmediately;
      const timeMs = scheduledTime ? timestampMs(scheduledTime) : this.#host.clock.now();
      this.#wait({ nominalMs: timeMs, actualMs: timeMs, overlapPolicy, isManual: true });
    }
    for (const request of backfillRequest) this.#backfill(request);
    for (const [note, paused] of [
      [pause, true],
      [unpause, false],
    ] as const) {
      if (note === '') continue;
      Object.assign(state, { paused, notes: note });
      this.conflictToken++;
    }
  }

  #backfill({ startTime, endTime, overlapPolicy }: BackfillRequest): void {
    if (this.#backfills.length >= largestBuffer) {
      this.info.bufferDropped++;
      return;
    }
    // The start itself belongs to the period.
    const fromMs = (startTime ? timestampMs(startTime) : 0) - 1;
    this.#backfills.push({ fromMs, toMs: endTime ? timestampMs(endTime) : 0, overlapPolicy });
  }

  /** Puts some of the times that are to be filled in in the buffer. */
  #fillIn(): void {
    let left = backfillsAtOnce;
    while (left > 0 && this.#waiting.length < largestBuffer / 2) {
      const backfill = this.#backfills[0];
      if (!backfill) return;
      const { nextMs, lastMs, taken } = this.#look({ ...backfill, isManual: true }, left);
      left -= taken;
      if (nextMs === undefined || nextMs > backfill.toMs) this.#backfills.shift();
      else backfill.fromMs = lastMs;
    }
  }

  /** Starts what may start now. @returns whether more may be able to, because something did not start after all */
  #takeTurn(): boolean {
    const action = this.#action;
    if (!action) this.#waiting = [];
    if (!action || this.#waiting.length === 0) return false;
    const turn = takeTurn(this.#waiting, this.info.runningWorkflows.length > 0, (start) => this.#policyOf(start));
    this.#waiting = [...turn.stillWaiting];
    this.info.overlapSkipped += BigInt(turn.skipped);
    let again = false;
    for (const start of [...turn.overlapping, ...(turn.next ? [turn.next] : [])]) {
      if (this.#spendAction(start.isManual) && this.#start(action, start, start === turn.next)) continue;
      again = true;
    }
    if (turn.end) {
      const reason = {
        identity: identityOf(this),
        reason: `${turn.end === 'cancel' ? 'cancelled' : 'terminated'} by schedule overlap policy`,
      };
      for (const { workflowId, runId } of [...this.info.runningWorkflows]) {
        const workflow = { namespace: this.namespace, workflowId, firstRunId: runId };
        if (turn.end === 'cancel') this.#host.requestCancel(workflow, reason);
        else this.#host.terminate(workflow, reason);
      }
    }
    return again;
  }

  #policyOf({ overlapPolicy }: BufferedStart): ScheduleOverlapPolicy {
    return overlapPolicy || this.definition.policies!.overlapPolicy;
  }

  #spendAction(isManual: boolean): boolean {
    if (!this.#mayAct(isManual)) return false;
    const { state } = this.definition;
    if (!isManual && state?.limitedActions) {
      state.remainingActions--;
      this.conflictToken++;
    }
    return true;
  }

  /** @returns whether it started: its Workflow Id may be taken */
  #start(action: NewWorkflowExecutionInfo, start: BufferedStart, isWatched: boolean): boolean {
    const starter = { namespace: this.namespace, scheduleId: this.scheduleId, requestId: this.#host.newId() };
    const request = startRequestOf(action, start, starter);
    // What overlaps gets nothing from those before.
    if (start.overlapPolicy !== ScheduleOverlapPolicy.ALLOW_ALL) {
      if (this.#lastResult) request.lastCompletionResult = this.#lastResult;
      if (this.#lastFailure) request.continuedFailure = this.#lastFailure;
    }
    let runId: string;
    try {
      ({ runId } = this.#host.start(request));
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      // As on the server, an Action that is refused is not taken, and nobody is told: its Workflow Id is in use.
      return false;
    }
    const result = create(ScheduleActionResultSchema, {
      scheduleTime: timestampFromMs(start.actualMs),
      actualTime: timestampFromMs(this.#host.clock.now()),
      startWorkflowResult: { workflowId: request.workflowId, runId },
      startWorkflowStatus: WorkflowExecutionStatus.RUNNING,
    });
    this.info.actionCount++;
    this.info.recentActions = [...this.info.recentActions, result].slice(-mostRecent);
    if (isWatched) this.info.runningWorkflows.push(result.startWorkflowResult!);
    return true;
  }

  #noteEnd({ workflowId, status, result, failure }: WorkflowEnd): void {
    const { info } = this;
    info.runningWorkflows = info.runningWorkflows.filter((each) => each.workflowId !== workflowId);
    const action = info.recentActions.find((each) => each.startWorkflowResult?.workflowId === workflowId);
    if (action) action.startWorkflowStatus = status;
    if (result) {
      this.#lastResult = result;
      this.#lastFailure = undefined;
    } else if (failure) {
      this.#lastFailure = failure;
    }
    const state = this.definition.state!;
    const hasFailed = status === WorkflowExecutionStatus.FAILED || status === WorkflowExecutionStatus.TIMED_OUT;
    if (!hasFailed || state.paused || !this.definition.policies?.pauseOnFailure) return;
    state.paused = true;
    state.notes =
      status === WorkflowExecutionStatus.FAILED
        ? `paused due to workflow failure: ${workflowId}: ${failure?.message ?? ''}`
        : `paused due to workflow timeout: ${workflowId}`;
    this.conflictToken++;
  }

  /** Sets the one alarm that it has. */
  #sleep(nextMs: number | undefined): void {
    const now = this.#host.clock.now();
    this.#cancelAlarm?.();
    this.#cancelAlarm = undefined;
    let wakeMs = this.#mayAct(false) ? nextMs : undefined;
    const [backfill] = this.#backfills;
    const fillsIn =
      backfill !== undefined &&
      (backfill.overlapPolicy || this.definition.policies!.overlapPolicy) === ScheduleOverlapPolicy.ALLOW_ALL;
    if (fillsIn) wakeMs = now + 1000;
    if (wakeMs === undefined && !this.definition.state?.paused) {
      const expiresMs = this.#lastEventMs + retentionMs;
      if (expiresMs <= now) {
        this.close();
        return;
      }
      wakeMs = expiresMs;
    }
    if (wakeMs !== undefined) this.#cancelAlarm = this.#host.clock.at(wakeMs, () => this.#tell(() => false));
  }

  /** When something last happened to it. */
  get #lastEventMs(): number {
    const { createTime, updateTime, recentActions } = this.info;
    const events = [createTime, updateTime, recentActions.at(-1)?.actualTime];
    return Math.max(...events.map((time) => (time ? timestampMs(time) : 0)));
  }
}

/** A definition with all that the server fills in. */
function withDefaults(given: Definition, spec: CompiledSpec): Definition {
  const definition = clone(ScheduleSchema, given);
  definition.spec = spec.canonical;
  definition.action ??= create(ScheduleActionSchema);
  definition.state ??= create(ScheduleStateSchema);
  const policies = (definition.policies ??= create(SchedulePoliciesSchema));
  policies.overlapPolicy ||= ScheduleOverlapPolicy.SKIP;
  const catchupMs = policies.catchupWindow ? durationMs(policies.catchupWindow) : standardCatchupMs;
  if (!policies.catchupWindow || catchupMs < shortestCatchupMs) {
    const seconds = BigInt(Math.max(catchupMs, shortestCatchupMs) / 1000);
    policies.catchupWindow = { $typeName: 'google.protobuf.Duration', seconds, nanos: 0 };
  }
  return definition;
}
