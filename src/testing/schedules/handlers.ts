/** The RPCs of Schedules. */
import { clone, create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  MemoSchema,
  type SearchAttributes as SearchAttributesMessage,
} from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { QueryFailedFailureSchema } from '../../../gen/service/temporal/api/errordetails/v1/message_pb.js';
import {
  type Schedule as Definition,
  SchedulePatchSchema,
  ScheduleSchema,
} from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import type { WorkflowServiceHandlers } from '../in-memory-fetch.js';
import { pageOf } from '../visibility/page.js';
import { orNone } from '../visibility/search-attributes.js';
import { actionOf, checkAction, checkIdLength, invalid, longestId } from './check-action.js';
import { readScheduleQuery, recordOf } from './query.js';
import type { Schedule } from './schedule.js';
import { notFound, type Schedules, workflowIdPrefix } from './schedules.js';
import { listEntry, shownDefinition, shownInfo } from './show.js';
import { type CompiledSpec, timestampMs, TooManyExclusionsError } from './spec/compiled-spec.js';

const longestNote = 1000;
const mostMatchingTimes = 1000;

/**
 * Handlers of the RPCs of Schedules.
 *
 * @param of gives the Schedules of a Namespace, or throws for one that there is not
 */
export function createScheduleHandlers(of: (namespace: string) => Schedules): WorkflowServiceHandlers {
  return {
    createSchedule: (request) => {
      const schedules = of(request.namespace);
      const { scheduleId, requestId, initialPatch, memo } = request;
      if (scheduleId === '') throw invalid("Can't load workflow execution.  WorkflowId not set.");
      checkIdLength(scheduleId, workflowIdPrefix.length);
      if (requestId === '') throw invalid('RequestId is not set on request.');
      checkRequestId(requestId);
      const definition = copyOf(request.schedule);
      const spec = compiled(schedules, scheduleId, definition);
      const action = actionOf(definition);
      if (action) checkAction(action, schedules.searchAttributes);
      schedules.searchAttributes.validate(request.searchAttributes);
      schedules.create(
        {
          scheduleId,
          requestId,
          definition,
          memo: memo && Object.keys(memo.fields).length > 0 ? clone(MemoSchema, memo) : undefined,
          searchAttributes: typed(schedules, request.searchAttributes),
          patch: initialPatch && clone(SchedulePatchSchema, initialPatch),
        },
        spec,
      );
      return { conflictToken: tokenOf(1n) };
    },

    describeSchedule: ({ namespace, scheduleId }) => {
      const schedules = of(namespace);
      const schedule = schedules.find(scheduleId);
      if (!schedule.isOpen) throw notFound('schedule not found');
      const { memo, conflictToken } = schedule;
      const searchAttributes = orNone(schedule.searchAttributes);
      return {
        schedule: shownDefinition(schedule, schedules.searchAttributes),
        info: shownInfo(schedule),
        ...(memo && { memo }),
        ...(searchAttributes && { searchAttributes }),
        conflictToken: tokenOf(conflictToken),
      };
    },

    updateSchedule: (request) => {
      const schedules = of(request.namespace);
      checkRequestId(request.requestId);
      const definition = copyOf(request.schedule);
      const action = actionOf(definition);
      if (action) checkAction(action, schedules.searchAttributes);
      const spec = compiled(schedules, request.scheduleId, definition);
      schedules.searchAttributes.validate(request.searchAttributes);
      if (!action) throw invalid('Only StartWorkflow action is supported for schedules');
      if (request.memo) {
        const message = 'memo updates are not supported on workflow-backed schedules';
        throw new ConnectError(message, Code.FailedPrecondition);
      }
      const { conflictToken, searchAttributes } = request;
      schedules.findOpen(request.scheduleId).update(definition, spec, {
        conflictToken: conflictToken.length >= 8 ? readToken(conflictToken) : undefined,
        // None at all leaves them as they are; none in the list takes them away.
        searchAttributes: schedules.searchAttributes.annotated(searchAttributes),
      });
      return {};
    },

    patchSchedule: ({ namespace, scheduleId, requestId, patch }) => {
      const schedules = of(namespace);
      if (!patch) throw invalid('Patch is not set on request.');
      checkRequestId(requestId);
      for (const note of [patch.pause, patch.unpause]) {
        if (new TextEncoder().encode(note).length > longestNote) throw invalid('Schedule notes exceeds limit.');
      }
      schedules.findOpen(scheduleId).patch(clone(SchedulePatchSchema, patch));
      return {};
    },

    deleteSchedule: ({ namespace, scheduleId }) => {
      of(namespace).findOpen(scheduleId).close();
      return {};
    },

    listScheduleMatchingTimes: ({ namespace, scheduleId, startTime, endTime }) => {
      const { spec } = of(namespace).find(scheduleId);
      if (!startTime || !endTime) throw queryFailed('missing or invalid query');
      return { startTime: matchingTimes(spec, timestampMs(startTime), timestampMs(endTime)).map(timestampFromMs) };
    },

    listSchedules: ({ namespace, query, maximumPageSize, nextPageToken }) => {
      const schedules = of(namespace);
      const found = find(schedules, query).map((schedule) => ({
        place: { closeMs: Infinity, startMs: schedule.createdMs, runId: schedule.runId },
        item: schedule,
      }));
      const page = pageOf(found, { pageSize: maximumPageSize, token: nextPageToken });
      return {
        schedules: page.items.map((schedule) => listEntry(schedule, schedules.searchAttributes)),
        nextPageToken: page.nextPageToken,
      };
    },

    countSchedules: ({ namespace, query }) => ({ count: BigInt(find(of(namespace), query).length) }),
  };
}

function find(schedules: Schedules, query: string): Schedule[] {
  const matches = readScheduleQuery(query, schedules.searchAttributes);
  return [...schedules].filter((schedule) => matches(recordOf(schedule, schedules.searchAttributes)));
}

function copyOf(definition: Definition | undefined): Definition {
  return definition ? clone(ScheduleSchema, definition) : create(ScheduleSchema);
}

function compiled(schedules: Schedules, scheduleId: string, { spec }: Definition): CompiledSpec {
  try {
    return schedules.compile(scheduleId, spec);
  } catch (error) {
    throw invalid(`Invalid schedule spec: ${(error as Error).message}`);
  }
}

function matchingTimes(spec: CompiledSpec, fromMs: number, toMs: number): number[] {
  const times: number[] = [];
  try {
    let next = spec.next(fromMs);
    for (; next && next.timeMs <= toMs && times.length < mostMatchingTimes; next = spec.next(next.timeMs)) {
      times.push(next.timeMs);
    }
  } catch (error) {
    if (error instanceof TooManyExclusionsError) throw queryFailed(error.message);
    throw error;
  }
  return times;
}

function typed(schedules: Schedules, given: SearchAttributesMessage | undefined): SearchAttributesMessage | undefined {
  return orNone(schedules.searchAttributes.annotated(given));
}

function checkRequestId(requestId: string): void {
  if (requestId.length > longestId) throw invalid('RequestId length exceeds limit.');
}

function tokenOf(conflictToken: bigint): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, conflictToken);
  return bytes;
}

function readToken(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
}

function queryFailed(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument, undefined, [{ desc: QueryFailedFailureSchema, value: {} }]);
}
