import { Code, ConnectError } from '@connectrpc/connect';
import { WorkflowExecutionAlreadyStartedFailureSchema } from '../../../gen/core/temporal/api/errordetails/v1/message_pb.js';
import { NotFoundFailureSchema } from '../../../gen/service/temporal/api/errordetails/v1/message_pb.js';
import type { SearchAttributes } from '../visibility/search-attributes.js';
import type { ScheduleHost, WorkflowEnd } from './host.js';
import { Schedule, type ScheduleStart } from './schedule.js';
import { CompiledSpec } from './spec/compiled-spec.js';

/** Schedules of the server are Workflows; errors name them so. */
export const workflowIdPrefix = 'temporal-sys-scheduler:';

/** All Schedules of a Namespace. */
export class Schedules {
  readonly namespace: string;
  readonly searchAttributes: SearchAttributes;
  readonly #host: ScheduleHost;
  /** By id; those that were deleted stay until another has their id, since errors tell them from those never created. */
  readonly #all = new Map<string, Schedule>();

  constructor(namespace: string, searchAttributes: SearchAttributes, host: ScheduleHost) {
    this.namespace = namespace;
    this.searchAttributes = searchAttributes;
    this.#host = host;
  }

  /** Those that there are, in the order of their creation. */
  *[Symbol.iterator](): Iterator<Schedule> {
    for (const schedule of this.#all.values()) if (schedule.isOpen) yield schedule;
  }

  /** The spec of a Schedule. @throws Error in the words of the server for one that it refuses */
  compile(scheduleId: string, spec: ConstructorParameters<typeof CompiledSpec>[0]): CompiledSpec {
    return new CompiledSpec(spec, `${this.namespace}-${scheduleId}`);
  }

  /** @throws ConnectError with ALREADY_EXISTS when the id is taken by another request */
  create(start: Omit<ScheduleStart, 'namespace'>, spec: CompiledSpec): Schedule {
    const { scheduleId, requestId } = start;
    const existing = this.#all.get(scheduleId);
    if (existing?.isOpen) {
      if (existing.requestId === requestId) return existing;
      const details = [{ desc: WorkflowExecutionAlreadyStartedFailureSchema, value: {} }];
      const message = `schedule ${JSON.stringify(scheduleId)} is already registered`;
      throw new ConnectError(message, Code.AlreadyExists, undefined, details);
    }
    const schedule = new Schedule({ ...start, namespace: this.namespace }, spec, this.#host);
    // The newest of an id is also the last in the order of creation.
    this.#all.delete(scheduleId);
    this.#all.set(scheduleId, schedule);
    return schedule;
  }

  /** @throws ConnectError with NOT_FOUND for one that there never was */
  find(scheduleId: string): Schedule {
    const schedule = this.#all.get(scheduleId);
    if (!schedule) throw notFound(`workflow not found for ID: ${workflowIdPrefix}${scheduleId}`);
    return schedule;
  }

  /** @throws ConnectError with NOT_FOUND for one that is not there or no longer */
  findOpen(scheduleId: string): Schedule {
    const schedule = this.find(scheduleId);
    if (!schedule.isOpen) throw notFound('workflow execution already completed');
    return schedule;
  }

  /** None of them does anything more. */
  close(): void {
    for (const schedule of this) schedule.close();
  }

  /** Tells all Schedules that a Workflow has ended. */
  ended(end: WorkflowEnd): void {
    for (const schedule of this) schedule.ended(end);
  }
}

export function notFound(message: string): ConnectError {
  return new ConnectError(message, Code.NotFound, undefined, [{ desc: NotFoundFailureSchema, value: {} }]);
}
