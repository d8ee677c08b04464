import { Code, ConnectError } from '@connectrpc/connect';
import { context, propagation, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { describe, expect, it } from 'vitest';
import { CountWorkflowExecutionsResponseSchema } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { Client, Connection, type ConnectionOptions, GrpcError, status } from '../../../src/client/index.js';
import { OpenTelemetryPlugin, traced } from '../../../src/otel/index.js';
import { errorAnswer, httpAnswer, okAnswer } from '../../fixtures/grpc-web-answer.js';
import type { RecordingFetch } from '../../fixtures/recording-fetch.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, type Step } from '../../fixtures/scripted-connection.js';
import { pageSpan, recordSpans } from '../../fixtures/spans.js';

const service = 'temporal.api.workflowservice.v1.WorkflowService';
const counted = () => okAnswer(CountWorkflowExecutionsResponseSchema, { count: 3n });
const retry = { initialIntervalMs: () => 1 };

/** A traced view of a Client whose fetch answers these steps, below a span of the page. */
function tracedClient(steps: readonly Step[], plugin = new OpenTelemetryPlugin(), options: ConnectionOptions = {}) {
  const page = pageSpan();
  const { client, fetch } = scriptedConnection(steps, { retry, ...options, plugins: [plugin] });
  return { ...page, client: traced(client, page.active), fetch };
}

/** Headers that tracing may have added. */
function traceHeaders({ requests }: RecordingFetch): Record<string, string>[] {
  return requests.map(({ headers }) =>
    Object.fromEntries([...headers].filter(([name]) => /trace|parent|baggage/.test(name))),
  );
}

describe('spans of RPCs', () => {
  it('are one for each attempt, with its number, its status and the id that the proxy gave it', async () => {
    const spans = recordSpans();
    const { client, span, fetch } = tracedClient([
      errorAnswer(status.UNAVAILABLE, 'down', { 'x-request-id': 'r-1' }),
      httpAnswer(502, 'bad gateway'),
      counted(),
    ]);
    await client.workflow.count();
    const common = {
      'rpc.system': 'grpc',
      'rpc.service': service,
      'rpc.method': 'CountWorkflowExecutions',
      'server.address': 'proxy.example',
      'server.port': 443,
    };
    expect(spans().map(({ attributes }) => attributes)).toEqual([
      {
        ...common,
        temporalRpcAttempt: 1,
        'rpc.grpc.status_code': 14,
        'error.type': 'UNAVAILABLE',
        'rpc.grpc.response.metadata.x-request-id': ['r-1'],
      },
      { ...common, temporalRpcAttempt: 2, 'error.type': 'http', 'http.response.status_code': 502 },
      { ...common, temporalRpcAttempt: 3, 'rpc.grpc.status_code': 0 },
    ]);
    expect(spans().map((each) => [each.name, each.kind, each.parentSpanContext?.spanId])).toEqual(
      Array(3).fill([`${service}/CountWorkflowExecutions`, SpanKind.CLIENT, span.spanContext().spanId]),
    );
    const { ERROR, UNSET } = SpanStatusCode;
    expect(spans().map((each) => each.status.code)).toEqual([ERROR, ERROR, UNSET]);
    expect(traceHeaders(fetch)).toEqual([{}, {}, {}]);
  });

  it('go on in the proxy if asked to: each attempt sends its own span, with state and baggage', async () => {
    const spans = recordSpans();
    const { client, active, fetch } = tracedClient(
      [errorAnswer(status.UNAVAILABLE), counted()],
      new OpenTelemetryPlugin({ propagate: true }),
    );
    const baggage = propagation.createBaggage({ user: { value: 'Ada & Löve' } });
    await traced(client, propagation.setBaggage(active, baggage)).workflow.count();
    expect(traceHeaders(fetch)).toEqual(
      spans().map((each) => {
        const { traceId, spanId } = each.spanContext();
        return { traceparent: `00-${traceId}-${spanId}-01`, baggage: 'user=Ada%20%26%20L%C3%B6ve' };
      }),
    );
  });

  it('that the caller ends say so', async () => {
    const spans = recordSpans();
    const controller = new AbortController();
    const silence: Step = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        controller.abort();
      });
    const { client } = tracedClient([silence]);
    await rejectionOf(client.workflow.count('', { signal: controller.signal }), Error);
    expect(spans().map(({ attributes }) => attributes['error.type'])).toEqual(['CANCELLED']);
  });

  it('are below the active span where there is an asynchronous context, and not made without a span above', async () => {
    const spans = recordSpans({ contextManager: new AsyncLocalStorageContextManager() });
    const { client } = scriptedConnection([counted(), counted()], { plugins: [new OpenTelemetryPlugin()] });
    await client.workflow.count();
    expect(spans()).toEqual([]);
    const { span, active } = pageSpan();
    await context.with(active, async () => {
      await Promise.resolve();
      await client.workflow.count();
    });
    expect(spans().map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual([span.spanContext().spanId]);
  });

  it('are not made, nor is a parent sent, where they are off or the plugin is on the Client alone', async () => {
    const spans = recordSpans();
    const { client, fetch } = tracedClient([counted()], new OpenTelemetryPlugin({ rpc: false }));
    await client.workflow.count();
    const other = scriptedConnection([errorAnswer(status.NOT_FOUND)]);
    const plugins = [new OpenTelemetryPlugin()];
    const alone = traced(new Client({ connection: other.connection, plugins }), pageSpan().active);
    await rejectionOf(alone.workflow.getHandle('nobody').signal('pay'), Error);
    expect(spans().map(({ name }) => name)).toEqual(['SignalWorkflow:pay']);
    expect([...traceHeaders(fetch), ...traceHeaders(other.fetch)]).toEqual([{}, {}]);
  });

  it('are one for each call with a transport of the user’s', async () => {
    const spans = recordSpans();
    const sent: string[] = [];
    const connection = Connection.lazy({
      plugins: [new OpenTelemetryPlugin()],
      transport: {
        unary: (_method, _signal, _timeoutMs, header) => {
          sent.push(...new Headers(header).keys());
          throw new ConnectError('not you', Code.PermissionDenied, { 'x-request-id': 'r-1' });
        },
        stream: () => Promise.reject(new Error('none')),
      },
    });
    const client = traced(new Client({ connection }), pageSpan().active);
    await rejectionOf(client.workflow.count(), Error);
    expect(spans().map(({ attributes }) => attributes)).toEqual([
      {
        'rpc.system': 'grpc',
        'rpc.service': service,
        'rpc.method': 'CountWorkflowExecutions',
        'rpc.grpc.status_code': 7,
        'error.type': 'PERMISSION_DENIED',
        'rpc.grpc.response.metadata.x-request-id': ['r-1'],
      },
    ]);
    expect(sent.filter((name) => /parent/.test(name))).toEqual([]);
  });
});

describe('attemptInterceptors', () => {
  it('run around each attempt, inside of retries, and see its headers and its GrpcError', async () => {
    const seen: unknown[] = [];
    const { client } = scriptedConnection([errorAnswer(status.UNAVAILABLE, 'down'), counted()], {
      retry,
      apiKey: 'secret',
      attemptInterceptors: [
        (next) => async (request) => {
          seen.push(request.header.get('authorization'));
          return next(request).catch((error: unknown) => {
            seen.push(error instanceof GrpcError && error.details);
            throw error;
          });
        },
      ],
    });
    expect((await client.workflow.count()).count).toBe(3);
    expect(seen).toEqual(['Bearer secret', 'down', 'Bearer secret']);
  });
});
