import type { HistoryEvent } from '../../../client/index.js';
import { eventName } from '../../../live/event-names.js';
import type { WirePayload } from '../../format/payload.js';
import { type Plain, plainMessage } from '../../format/plain-message.js';
import { absoluteTime, durationText } from '../../format/time.js';
import type { EventBuffer } from '../../../live/event-buffer.js';
import { preferences } from '../../state/preferences.svelte.js';
import { dateFrom, msFrom } from '../../../live/wire.js';
import { countText } from '../../format/numbers.js';
import { statusLabel } from '../../../live/status.js';
import { texts } from '../../texts/compare.js';

type Decoded = (payload: WirePayload) => WirePayload;

/** What the events alone tell of a run, so that a file is as good as a server. */
export interface RunFacts {
  facts: { label: string; value: string }[];
  input: Plain | undefined;
  result: Plain | undefined;
  options: Plain | undefined;
}

export function runFacts(buffer: EventBuffer, decoded: Decoded): RunFacts {
  const first = buffer.get(1);
  const last = buffer.get(buffer.lastId);
  const started =
    first?.attributes.case === 'workflowExecutionStartedEventAttributes' ? first.attributes.value : undefined;
  const closing = last && isClosing(last) ? last : undefined;
  const [from, to] = [dateFrom(first?.eventTime), dateFrom(closing?.eventTime)];
  const worker = lastWorker(buffer);
  return {
    facts: [
      { label: texts.type, value: started?.workflowType?.name ?? '' },
      { label: texts.status, value: statusOf(closing) },
      { label: texts.started, value: from ? absoluteTime(from, preferences, { millis: true }) : '' },
      { label: texts.took, value: from && to ? durationText(to.getTime() - from.getTime()) : '' },
      { label: texts.events, value: countText(buffer.count) },
      { label: texts.taskQueue, value: started?.taskQueue?.name ?? '' },
      { label: texts.attempt, value: started ? String(started.attempt || 1) : '' },
      { label: texts.startedBy, value: started?.identity ?? '' },
      { label: texts.sdk, value: worker.sdk },
      { label: texts.build, value: worker.build },
    ],
    input: plainMessage(started?.input, { decoded }),
    result: closing && plainMessage(closing.attributes.value, { decoded, skip: isLink }),
    options: optionsOf(started, decoded),
  };
}

type Started = Extract<HistoryEvent['attributes'], { case: 'workflowExecutionStartedEventAttributes' }>['value'];

function optionsOf(started: Started | undefined, decoded: Decoded): Plain | undefined {
  if (!started) return undefined;
  const duration = (value: Parameters<typeof msFrom>[0]): string | undefined => {
    const ms = msFrom(value);
    return ms ? durationText(ms) : undefined;
  };
  return plainMessage(
    {
      taskQueue: started.taskQueue?.name,
      workflowExecutionTimeout: duration(started.workflowExecutionTimeout),
      workflowRunTimeout: duration(started.workflowRunTimeout),
      workflowTaskTimeout: duration(started.workflowTaskTimeout),
      startDelay: duration(started.firstWorkflowTaskBackoff),
      retryPolicy: started.retryPolicy,
      cronSchedule: started.cronSchedule,
      priority: started.priority,
      versioningOverride: started.versioningOverride,
      memo: started.memo?.fields,
      searchAttributes: started.searchAttributes?.indexedFields,
      header: started.header?.fields,
    },
    { decoded },
  );
}

function isClosing(event: HistoryEvent): boolean {
  return /^WorkflowExecution(Completed|Failed|TimedOut|Canceled|Terminated|ContinuedAsNew)$/.test(eventName(event));
}

function isLink(field: string): boolean {
  return /EventId$|RunId$/.test(field);
}

const statuses: Readonly<Record<string, string>> = {
  Completed: 'COMPLETED',
  Failed: 'FAILED',
  TimedOut: 'TIMED_OUT',
  Canceled: 'CANCELLED',
  Terminated: 'TERMINATED',
  ContinuedAsNew: 'CONTINUED_AS_NEW',
};

function statusOf(closing: HistoryEvent | undefined): string {
  return statusLabel(closing ? (statuses[eventName(closing).replace('WorkflowExecution', '')] ?? '') : 'RUNNING');
}

/** SDK and build of the worker that did the last Workflow Task that says so. */
function lastWorker(buffer: EventBuffer): { sdk: string; build: string } {
  let [sdk, build] = ['', ''];
  for (let id = buffer.lastId; id > 0 && (!sdk || !build); id--) {
    const attributes = buffer.get(id)?.attributes;
    if (attributes?.case !== 'workflowTaskCompletedEventAttributes') continue;
    const { sdkMetadata, deploymentVersion } = attributes.value;
    sdk ||= [sdkMetadata?.sdkName, sdkMetadata?.sdkVersion].filter(Boolean).join(' ');
    build ||= deploymentVersion ? `${deploymentVersion.deploymentName}:${deploymentVersion.buildId}` : '';
  }
  return { sdk, build };
}
