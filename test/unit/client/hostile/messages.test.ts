import { create } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkflowService } from '../../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { GrpcError } from '../../../../src/client/index.js';
import { bodyAnswer } from '../../../fixtures/grpc-web-answer.js';
import {
  hostileClient,
  impatient,
  okBody,
  outputOf,
  resultCall,
  singleCalls,
  waitingCalls,
} from '../../../fixtures/hostile-calls.js';
import { hostileMessage } from '../../../fixtures/hostile-messages.js';
import { outcomeOf, runs } from '../../../fixtures/hostile-outcomes.js';

/** A reset finds no place to go back to in answers like these; two operations are hardly ever answered by the right two. */
const rarelyRight = ['reset', 'startUpdateWithStart', 'schedule.update'];

/** Every call against random messages of its own type: each is a right frame with status 0, only the contents are odd. */
async function checkCall(
  [method, name, call]: (typeof singleCalls)[number],
  numRuns: number,
  mayRefuseAll = false,
): Promise<void> {
  const schema = name === resultCall ? WorkflowService.method.getWorkflowExecutionHistory.output : outputOf(method);
  let values = 0;
  await fc.assert(
    fc.asyncProperty(hostileMessage(schema), async (message) => {
      const client = hostileClient((asked, count) => {
        // What else the call asks, and what it asks again and again, has the answer of an empty message.
        const answered = asked === method && count < 8;
        return bodyAnswer(answered ? okBody(schema, message) : okBody(outputOf(asked), create(outputOf(asked))));
      });
      const outcome = await outcomeOf(() => call(impatient(client)));
      if ('value' in outcome) values++;
      else expect(outcome.error).not.toBeInstanceOf(GrpcError);
      // Somebody will log it. Events are messages of protobuf-es as they are.
      if ('value' in outcome && !name.includes('history')) JSON.stringify(outcome.value);
    }),
    runs(numRuns),
  );
  if (!mayRefuseAll) expect(values).toBeGreaterThan(0);
}

describe('answers whose fields are absent, unknown or extreme', () => {
  it.each(singleCalls)('%s: %s', async (...call) => {
    await checkCall(call, 60, rarelyRight.includes(call[1]));
  });

  it.each(waitingCalls)('%s: %s', async (...call) => {
    await checkCall(call, 25, true);
  });
});
