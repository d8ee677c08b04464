import { type BaseClientOptions, type ClientContext, loadClientContext } from '../base-client.js';
import type { CallOptions, CallScope } from '../call-options.js';
import type { Connection } from '../connection.js';
import type { Workflow } from '../definitions.js';
import { lazyPart } from '../internal/lazy-part.js';
import { iteratePages } from '../internal/pages.js';
import type { VisibilityCountQuery } from '../visibility/visibility-query.js';
import type { CountWorkflowExecution } from '../workflow/list.js';
import type { ScheduleClientInterceptor } from './interceptors.js';
import type { SchedulePage, ScheduleSummary } from './schedule-description.js';
import type { ScheduleHandle } from './schedule-handle.js';
import type {
  ListScheduleOptions,
  ListSchedulePageOptions,
  ScheduleOptions,
  ScheduleOptionsStartWorkflowAction,
} from './schedule-options.js';

const verbs = lazyPart(() => import('./verbs.js'));

/** What every verb in this folder works with. */
export interface ScheduleContext extends ClientContext {
  readonly interceptors: readonly ScheduleClientInterceptor[];
}

/** Options of {@link ScheduleClient}. */
export interface ScheduleClientOptions extends BaseClientOptions {
  /** The first is the outermost. @default none */
  interceptors?: readonly ScheduleClientInterceptor[] | undefined;
}

/** Creates Schedules and finds them again. Its code is loaded when first used. */
export class ScheduleClient {
  readonly #context: ScheduleContext;

  /** @throws TypeError for an impossible option */
  constructor(options: ScheduleClientOptions = {}) {
    this.#context = { ...loadClientContext(options), interceptors: options.interceptors ?? [] };
  }

  get connection(): Connection {
    return this.#context.connection;
  }

  /**
   * Creates a Schedule.
   *
   * @example
   * ```ts
   * await client.schedule.create({
   *   scheduleId: 'daily-report',
   *   spec: { calendars: [{ hour: 9, dayOfWeek: { start: 'MONDAY', end: 'FRIDAY' } }], timezone: 'Europe/Berlin' },
   *   action: { type: 'startWorkflow', workflowType: 'report', taskQueue: 'reports', args: ['daily'] },
   * });
   * ```
   * @throws TypeError | RangeError | {@link ValueError} for options that are impossible, the spec among them
   * @throws {@link ScheduleAlreadyRunning} when the id is taken
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  async create<W extends Workflow = Workflow>(
    options: ScheduleOptions<ScheduleOptionsStartWorkflowAction<W>>,
    call?: CallOptions,
  ): Promise<ScheduleHandle> {
    await (await verbs()).createSchedule(this.#context, options, call);
    return this.getHandle(options.scheduleId);
  }

  /** Handle of a Schedule that exists, or may. Calls nothing. */
  getHandle(scheduleId: string): ScheduleHandle {
    return createHandle(this, this.#context, scheduleId);
  }

  /**
   * Schedules that match a visibility query, fetched page by page while you iterate. Visibility lags behind by up to some
   * seconds.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query, at the first iteration
   */
  list(options: ListScheduleOptions = {}): AsyncIterable<ScheduleSummary> {
    return iteratePages(options, (page) => this.listPage({ ...options, ...page }));
  }

  /** One page of {@link ScheduleClient.list}, for tables with a "next" button. */
  async listPage(options?: ListSchedulePageOptions): Promise<SchedulePage> {
    return (await verbs()).listSchedules(this.#context, options);
  }

  /**
   * Number of Schedules that match. No server up to 1.32 counts them by group.
   *
   * @throws {@link UnsupportedError} by servers before 1.30
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query
   */
  async count(query?: VisibilityCountQuery, call?: CallOptions): Promise<CountWorkflowExecution> {
    return (await verbs()).countSchedules(this.#context, query, call);
  }

  /** The same client, with `scope` applied to every call. */
  with(scope: CallScope): ScheduleClient {
    return new ScheduleClient({ ...this.#context, connection: this.connection.with(scope) });
  }
}

function createHandle(client: ScheduleClient, context: ScheduleContext, scheduleId: string): ScheduleHandle {
  const handle: ScheduleHandle = {
    scheduleId,
    client,
    describe: async (call) => (await verbs()).describeSchedule(context, scheduleId, call),
    update: async (updateFn, options) => (await verbs()).updateSchedule(context, scheduleId, updateFn, options),
    delete: async (call) => (await verbs()).deleteSchedule(context, scheduleId, call),
    trigger: (overlap, { scheduledTime, ...call } = {}) => handle.patch({ trigger: { overlap, scheduledTime } }, call),
    backfill: (backfill, call) => handle.patch({ backfill }, call),
    // A note that is empty would be no order at all to the server.
    pause: (note, call) => handle.patch({ pause: note || 'Paused via TypeScript SDK' }, call),
    unpause: (note, call) => handle.patch({ unpause: note || 'Unpaused via TypeScript SDK' }, call),
    patch: async (patch, call) => (await verbs()).patchSchedule(context, scheduleId, patch, call),
    listMatchingTimes: async (start, end, call) =>
      (await verbs()).listScheduleMatchingTimes(context, scheduleId, start, end, call),
    with: (scope) => createHandle(client, { ...context, connection: context.connection.with(scope) }, scheduleId),
  };
  return handle;
}
