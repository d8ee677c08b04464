/** Schedules as the RPCs show them. */
import { clone, create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  type Schedule as Definition,
  type ScheduleInfo,
  ScheduleInfoSchema,
  type ScheduleListEntry,
  ScheduleListEntrySchema,
  ScheduleListInfoSchema,
  ScheduleSchema,
} from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { orNone, type SearchAttributes } from '../visibility/search-attributes.js';
import { actionOf } from './check-action.js';
import type { Schedule } from './schedule.js';
import { withDefaults } from './spec/canonical-spec.js';

const mostFuture = 10;
/** What a list shows at most, of each. */
const mostListed = { times: 5, specs: 10 };

/** Its definition, with types at the search attributes. */
export function shownDefinition({ definition }: Schedule, attributes: SearchAttributes): Definition {
  const shown = clone(ScheduleSchema, definition);
  shown.spec = withDefaults(shown.spec!);
  const action = actionOf(shown);
  const annotated = attributes.annotated(action?.searchAttributes);
  if (action && annotated) action.searchAttributes = annotated;
  return shown;
}

/** What it has done and will do. */
export function shownInfo(schedule: Schedule): ScheduleInfo {
  const info = clone(ScheduleInfoSchema, schedule.info);
  info.futureActionTimes = schedule.futureMs(mostFuture).map(timestampFromMs);
  info.bufferSize = BigInt(schedule.waiting);
  return info;
}

/** The same in a list. */
export function listEntry(schedule: Schedule, attributes: SearchAttributes): ScheduleListEntry {
  const { scheduleId, memo, searchAttributes, definition, info } = schedule;
  const spec = withDefaults(definition.spec!);
  spec.timezoneData = new Uint8Array();
  for (const part of ['structuredCalendar', 'interval', 'excludeStructuredCalendar'] as const) {
    spec[part].splice(mostListed.specs);
  }
  const { workflowType } = actionOf(definition) ?? {};
  const annotated = orNone(attributes.annotated(searchAttributes));
  return create(ScheduleListEntrySchema, {
    scheduleId,
    ...(memo && { memo }),
    ...(annotated && { searchAttributes: annotated }),
    info: create(ScheduleListInfoSchema, {
      spec,
      ...(workflowType && { workflowType }),
      notes: definition.state!.notes,
      paused: definition.state!.paused,
      recentActions: info.recentActions.slice(-mostListed.times),
      futureActionTimes: schedule.futureMs(mostListed.times).map(timestampFromMs),
    }),
  });
}
