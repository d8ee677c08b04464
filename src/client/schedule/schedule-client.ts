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

type Verbs = typeof import('./verbs.js');

const verbs = /*@__PURE__*/ lazyPart(() => import('./verbs.js'));

/** Calls a verb of this folder by its name; all of them are loaded when one is first used. */
const run = async <Name extends keyof Verbs>(
  name: Name,
  ...input: Parameters<Verbs[Name]>
): Promise<Awaited<ReturnType<Verbs[Name]>>> => ((await verbs())[name] as (...all: unknown[]) => never)(...input);

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

  /** What the calls go through. */
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
    await run('createSchedule', this.#context, options, call);
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
  listPage(options?: ListSchedulePageOptions): Promise<SchedulePage> {
    return run('listSchedules', this.#context, options);
  }

  /**
   * Number of Schedules that match. No server up to 1.32 counts them by group.
   *
   * @throws {@link UnsupportedError} by servers before 1.30
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query
   */
  count(query?: VisibilityCountQuery, call?: CallOptions): Promise<CountWorkflowExecution> {
    return run('countSchedules', this.#context, query, call);
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
    describe: (call) => run('describeSchedule', context, scheduleId, call),
    update: (updateFn, options) => run('updateSchedule', context, scheduleId, updateFn, options),
    delete: (call) => run('deleteSchedule', context, scheduleId, call),
    trigger: (overlap, { scheduledTime, ...call } = {}) => handle.patch({ trigger: { overlap, scheduledTime } }, call),
    backfill: (backfill, call) => handle.patch({ backfill }, call),
    // A note that is empty would be no order at all to the server.
    pause: (note, call) => handle.patch({ pause: note || 'Paused via TypeScript SDK' }, call),
    unpause: (note, call) => handle.patch({ unpause: note || 'Unpaused via TypeScript SDK' }, call),
    patch: (patch, call) => run('patchSchedule', context, scheduleId, patch, call),
    listMatchingTimes: (start, end, call) => run('listScheduleMatchingTimes', context, scheduleId, start, end, call),
    with: (scope) => createHandle(client, { ...context, connection: context.connection.with(scope) }, scheduleId),
  };
  return handle;
}
