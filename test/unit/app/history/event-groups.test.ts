import { describe, expect, it } from 'vitest';
import { EventBuffer } from '../../../../src/live/event-buffer.js';
import { EventGroups } from '../../../../src/live/event-groups.js';
import { historyEvent, timerHistory } from '../../../fixtures/history-events.js';

describe('EventBuffer', () => {
  it('knows what is missing between the ends, whichever came first', () => {
    const events = timerHistory(100);
    const buffer = new EventBuffer();
    buffer.put(events.slice(80));
    expect(buffer.gap).toEqual({ from: 1, to: 80 });
    buffer.put(events.slice(0, 20));
    expect(buffer.gap).toEqual({ from: 21, to: 80 });
    buffer.put(events.slice(20, 80));
    expect(buffer.gap).toBeUndefined();
    expect(buffer.count).toBe(100);
    expect([...buffer].map(({ eventId }) => Number(eventId))).toEqual(events.map(({ eventId }) => Number(eventId)));
  });

  it('puts an end in the place of one that was never stored', () => {
    const buffer = new EventBuffer();
    const removals: boolean[] = [];
    buffer.listen((_, removed) => removals.push(removed));
    buffer.putEnd([
      historyEvent(1, 'workflowExecutionStarted'),
      historyEvent(2, 'workflowTaskScheduled'),
      historyEvent(3, 'workflowTaskStarted', { scheduledEventId: 2n }),
    ]);
    buffer.putEnd([historyEvent(2, 'workflowExecutionSignaled')]);
    expect(buffer.lastId).toBe(2);
    expect(buffer.count).toBe(2);
    expect(buffer.get(2)?.attributes.case).toBe('workflowExecutionSignaledEventAttributes');
    expect(removals).toEqual([false, true]);
    buffer.putEnd([historyEvent(3, 'workflowTaskScheduled')]);
    expect(buffer.gap).toBeUndefined();
  });
});

describe('EventGroups', () => {
  const grouped = (events: Parameters<EventBuffer['put']>[0]) => {
    const buffer = new EventBuffer();
    const groups = new EventGroups(buffer);
    buffer.put(events);
    return { buffer, groups };
  };

  it('follows an Activity from its schedule to its end', () => {
    const { buffer, groups } = grouped([
      historyEvent(5, 'activityTaskScheduled', { activityType: { name: 'charge' } }),
    ]);
    const group = groups.get(5);
    expect(group).toMatchObject({ kind: 'activity', label: 'charge', status: 'RUNNING', endMs: undefined });
    buffer.put([historyEvent(6, 'activityTaskStarted', { scheduledEventId: 5n, attempt: 3 })]);
    buffer.put([historyEvent(7, 'activityTaskFailed', { scheduledEventId: 5n, startedEventId: 6n })]);
    expect(groups.get(5)).toBe(group);
    expect(group).toMatchObject({ status: 'FAILED', attempt: 3, eventIds: [5, 6, 7] });
    expect(group?.endMs).toBe(1_700_000_007_000);
    expect(groups.of(7)).toBe(group);
  });

  it('is the same whether the history came forwards or backwards', () => {
    const events = timerHistory(200);
    const shape = ({ groups }: { groups: EventGroups }) =>
      groups.all.map(({ id, kind, status, eventIds, label }) => ({ id, kind, status, eventIds, label }));
    expect(shape(grouped(events.toReversed()))).toEqual(shape(grouped(events)));
    expect(shape(grouped(events))[0]).toEqual({
      id: 1,
      kind: 'workflow',
      status: 'COMPLETED',
      eventIds: [1, 200],
      label: 'fanOut',
    });
  });

  it('says when the event that began a group has not been loaded', () => {
    const { buffer, groups } = grouped([historyEvent(9, 'timerFired', { timerId: '4', startedEventId: 8n })]);
    expect(groups.get(8)).toMatchObject({ headless: true, kind: 'timer', status: 'COMPLETED' });
    buffer.put([historyEvent(8, 'timerStarted', { timerId: '4', startToFireTimeout: { seconds: 90n, nanos: 0 } })]);
    expect(groups.get(8)).toMatchObject({ headless: false, label: '1 min 30 s' });
  });

  it.each([
    ['a rejected update', 'workflowExecutionUpdateCompleted', { outcome: { value: { case: 'failure' } } }, 'FAILED'],
    [
      'an answered update',
      'workflowExecutionUpdateCompleted',
      { outcome: { value: { case: 'success' } } },
      'COMPLETED',
    ],
    ['a failed marker', 'markerRecorded', { markerName: 'core_local_activity', failure: { message: 'no' } }, 'FAILED'],
    ['a signal', 'workflowExecutionSignaled', { signalName: 'go' }, 'NONE'],
    ['a request to cancel', 'workflowExecutionCancelRequested', {}, 'NONE'],
    ['an open Activity asked to cancel', 'activityTaskCancelRequested', { scheduledEventId: 3n }, 'RUNNING'],
    ['a signal that reached another', 'externalWorkflowExecutionSignaled', { initiatedEventId: 3n }, 'COMPLETED'],
    ['a signal that did not', 'signalExternalWorkflowExecutionFailed', { initiatedEventId: 3n }, 'FAILED'],
    ['a timer that was cancelled', 'timerCanceled', { startedEventId: 3n }, 'CANCELLED'],
    ['a Nexus Operation out of time', 'nexusOperationTimedOut', { scheduledEventId: 3n }, 'TIMED_OUT'],
  ] as const)('gives %s its status', (_, name, value, status) => {
    const { groups } = grouped([historyEvent(4, name, value)]);
    expect(groups.all.map((group) => group.status)).toEqual([status]);
  });

  it('lets events go that were never stored', () => {
    const { buffer, groups } = grouped([
      historyEvent(1, 'workflowExecutionStarted'),
      historyEvent(2, 'workflowTaskScheduled'),
      historyEvent(3, 'workflowTaskStarted', { scheduledEventId: 2n }),
    ]);
    buffer.putEnd([historyEvent(2, 'workflowExecutionSignaled'), historyEvent(3, 'workflowTaskScheduled')]);
    expect(groups.all.map(({ kind, eventIds }) => [kind, eventIds])).toEqual([
      ['workflow', [1]],
      ['signal', [2]],
      ['workflow-task', [3]],
    ]);
  });
});
