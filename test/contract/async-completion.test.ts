import { describe, expect, it } from 'vitest';
import {
  ActivityCancelledError,
  ActivityCompletionError,
  ActivityFailure,
  ActivityNotFoundError,
  ActivityPausedError,
  ActivityResetError,
  ApplicationFailure,
  AsyncCompletionClient,
  CancelledFailure,
  NamespaceNotFoundError,
  type SerializationContext,
  status,
  WorkflowFailedError,
} from '../../src/client/index.js';
import { startApproval, type WaitingApproval } from '../fixtures/approval.js';
import { client, namespace, openClient, openConnection } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { activity } = client;

/** Every test runs by token and by ids; the overloads agree on these arguments. */
const forms = [
  ['task token', ({ taskToken }: WaitingApproval) => taskToken as never],
  ['ids', ({ ids }: WaitingApproval) => ids as never],
  [
    'ids without a Run Id',
    ({ ids: { workflowId, activityId } }: WaitingApproval) => ({ workflowId, activityId }) as never,
  ],
] as const;

/** The failure of the Activity, behind the failure of its Workflow. */
async function failureOf({ handle }: WaitingApproval): Promise<Error | undefined> {
  const { cause } = await rejectionOf(handle.result(), WorkflowFailedError);
  expect(cause).toBeInstanceOf(ActivityFailure);
  return (cause as ActivityFailure).cause;
}

describe.each(forms)('by %s', (_form, target) => {
  it('complete gives the Activity its result', async () => {
    const waiting = await startApproval();
    const result = { by: 'Léa "the boss" <lea@example.com> 🚀', at: [1, null] };
    await activity.complete(target(waiting), result);
    expect(await waiting.handle.result()).toEqual(result);
  });

  it('fail gives it the error, as if it had thrown it', async () => {
    const waiting = await startApproval();
    const error = ApplicationFailure.nonRetryable('no <way>', 'Refused', { 'why?': '🚫' });
    await activity.fail(target(waiting), error);
    const failure = await failureOf(waiting);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ message: 'no <way>', type: 'Refused', details: [{ 'why?': '🚫' }] });
  });

  it('heartbeat resolves while all is well', async () => {
    const waiting = await startApproval();
    await activity.heartbeat(target(waiting), 'half done');
    const { raw } = await waiting.handle.describe();
    const [details] = raw.pendingActivities[0]?.heartbeatDetails?.payloads ?? [];
    expect(new TextDecoder().decode(details?.data)).toBe('"half done"');
  });

  it('a cancelled Activity says so to its heartbeat, and may be reported as cancelled', async () => {
    const waiting = await startApproval();
    await waiting.handle.cancel();
    await expect
      .poll(() => activity.heartbeat(target(waiting)).catch((error: unknown) => error), {
        timeout: 30_000,
        interval: 50,
      })
      .toBeInstanceOf(ActivityCancelledError);
    await activity.reportCancellation(target(waiting), 'tidied up');
    const { cause } = await rejectionOf(waiting.handle.result(), WorkflowFailedError);
    expect(cause).toBeInstanceOf(CancelledFailure);
  });

  it('a paused Activity says so to its heartbeat', async () => {
    const waiting = await startApproval();
    await waiting.handle.activities(waiting.ids.activityId).pause();
    const error = await rejectionOf(activity.heartbeat(target(waiting)), ActivityPausedError);
    expect(error.message).toBe('paused');
  });

  it('a reset Activity says so to its heartbeat', async () => {
    const waiting = await startApproval();
    await waiting.handle.activities(waiting.ids.activityId).reset();
    const error = await rejectionOf(activity.heartbeat(target(waiting)), ActivityResetError);
    expect(error.message).toBe('reset');
  });

  it('an Activity that is cancelled and paused counts as cancelled', async () => {
    const waiting = await startApproval();
    await waiting.handle.activities(waiting.ids.activityId).pause();
    await waiting.handle.cancel();
    await expect
      .poll(() => activity.heartbeat(target(waiting)).catch((error: unknown) => error), {
        timeout: 30_000,
        interval: 50,
      })
      .toBeInstanceOf(ActivityCancelledError);
  });

  it('an Activity that is complete is not there any more', async () => {
    const waiting = await startApproval();
    await activity.complete(target(waiting), 1);
    await waiting.handle.result();
    for (const again of [
      () => activity.complete(target(waiting), 2),
      () => activity.fail(target(waiting), new Error('late')),
      () => activity.reportCancellation(target(waiting)),
      () => activity.heartbeat(target(waiting)),
    ]) {
      const error = await rejectionOf(again(), ActivityNotFoundError);
      expect(error.message).toBe('Not found');
      expect(grpcCauseOf(error).code).toBe(status.NOT_FOUND);
    }
  });
});

describe('what is thrown', () => {
  it('at a failed Activity may be an error of any kind: it arrives with its type and its cause', async () => {
    const waiting = await startApproval();
    await activity.fail(waiting.taskToken, new RangeError('too much', { cause: new TypeError('no number') }));
    expect(await failureOf(waiting)).toMatchObject({
      message: 'too much',
      type: 'RangeError',
      cause: { message: 'no number' },
    });
  });

  it('may be a text', async () => {
    const waiting = await startApproval();
    await activity.fail(waiting.ids, 'just a text');
    expect(await failureOf(waiting)).toMatchObject({ message: 'just a text' });
  });
});

describe('a refusal', () => {
  it('is ActivityCompletionError with the words of the server and its cause: reporting an Activity nobody cancelled', async () => {
    const waiting = await startApproval();
    const error = await rejectionOf(activity.reportCancellation(waiting.taskToken), ActivityCompletionError);
    expect(error.message).toBe(grpcCauseOf(error).details);
    expect(error.message).not.toBe('');
  });

  it('of a token that is none keeps its cause', async () => {
    const error = await rejectionOf(activity.complete(new Uint8Array([1, 2, 3]), 1), ActivityCompletionError);
    expect(grpcCauseOf(error).code).toBe(status.INVALID_ARGUMENT);
  });

  it('of ids that nobody has is ActivityNotFoundError', async () => {
    const ids = { workflowId: uniqueId('no "workflow" <🤷>'), activityId: '1' };
    await rejectionOf(activity.complete(ids, 1), ActivityNotFoundError);
    await rejectionOf(activity.heartbeat({ activityId: uniqueId('no-activity') }), ActivityNotFoundError);
  });

  it('names the Namespace that does not exist', async () => {
    const missing = uniqueId('no-namespace');
    const other = new AsyncCompletionClient({ connection: openConnection(), namespace: missing });
    const error = await rejectionOf(other.complete({ activityId: '1' }, 1), NamespaceNotFoundError);
    expect(error.namespace).toBe(missing);
  });
});

it('tells converters the ids, and by token what the caller says', async () => {
  const contexts: (SerializationContext | undefined)[] = [];
  const { activity: spied } = openClient({
    dataConverter: {
      payloadCodecs: [
        {
          encode: (payloads, context) => {
            contexts.push(context);
            return Promise.resolve(payloads);
          },
          decode: (payloads) => Promise.resolve(payloads),
        },
      ],
    },
  });
  const { ids, taskToken } = await startApproval();
  const { workflowId, activityId } = ids;
  const context = { type: 'activity', namespace, workflowId, activityId, isLocal: false } as const;
  await spied.heartbeat(ids, 1);
  await spied.heartbeat(taskToken, 2);
  await spied.complete(taskToken, 3, { serializationContext: context });
  expect(contexts).toEqual([context, undefined, context]);
});
