import { create, toBinary } from '@bufbuild/protobuf';
import { HistoryEventFilterType } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { GetWorkflowExecutionHistoryRequestSchema } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { encodeMessageFrame } from '../../client/grpc-web/frame.js';
import { http2Fetch } from '../http2-fetch.js';
import type { CapacityEnvoy } from './capacity-envoy.js';
import type { WaitingRun } from './waits-workflows.js';

const path = '/temporal.api.workflowservice.v1.WorkflowService/GetWorkflowExecutionHistory';

/** Pages that wait for one result each: a long poll, again and again, as the client does it. */
export interface WaitingPages {
  /** Polls that were answered. */
  readonly answered: number;
  /** What else came. */
  readonly failures: readonly string[];
  stop(): Promise<void>;
}

/** Opens a page for each run, with a connection of its own. */
export function openWaitingPages(
  envoy: CapacityEnvoy,
  protocol: 'HTTP/1.1' | 'HTTP/2',
  runs: readonly WaitingRun[],
): WaitingPages {
  // One each: a signal that all share would keep the listeners of all polls.
  const controllers = runs.map(() => new AbortController());
  const stopAll = (): void => controllers.forEach((controller) => controller.abort());
  const failures: string[] = [];
  let answered = 0;
  const page = async (run: WaitingRun, index: number): Promise<void> => {
    const { signal } = controllers[index]!;
    const http2 = protocol === 'HTTP/2' ? http2Fetch(envoy.tlsUrl, envoy.certificateAuthority) : undefined;
    const url = `${http2 ? envoy.tlsUrl : envoy.url}${path}`;
    const headers = {
      ...envoy.headers(run.workflowId),
      'content-type': 'application/grpc-web+proto',
      'x-grpc-web': '1',
    };
    const init = { method: 'POST', headers, body: pollFor(run), signal };
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      try {
        const response = await (http2?.fetch ?? fetch)(url, init);
        const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
        const status = response.headers.get('grpc-status') ?? /grpc-status:\s*(\d+)/.exec(body)?.[1];
        if (response.status === 200 && status === '0') answered++;
        else failures.push(`HTTP ${response.status}, grpc-status ${status ?? 'none'}`);
      } catch (error) {
        if (!isOver()) failures.push(String((error as Error).cause ?? error));
      }
      // Something is wrong with the measurement; not to go round as fast as possible.
      if (failures.length >= runs.length) stopAll();
    }
    http2?.close();
  };
  const all = runs.map(page);
  return {
    get answered() {
      return answered;
    },
    failures,
    stop: async () => {
      stopAll();
      await Promise.all(all);
    },
  };
}

function pollFor({ workflowId, runId }: WaitingRun): Uint8Array<ArrayBuffer> {
  const request = create(GetWorkflowExecutionHistoryRequestSchema, {
    namespace: 'default',
    execution: { workflowId, runId },
    waitNewEvent: true,
    historyEventFilterType: HistoryEventFilterType.CLOSE_EVENT,
  });
  return encodeMessageFrame(toBinary(GetWorkflowExecutionHistoryRequestSchema, request));
}
