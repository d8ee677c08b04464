import { context, SpanKind } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { OpenTelemetryPlugin, traced } from '../../src/otel/index.js';
import { pageSpan, recordSpans, spanNamed } from '../fixtures/spans.js';
import { attributesOf, endAfterTest, onSamples, openClient } from '../fixtures/real-stack.js';

const rpc = (method: string): string => `temporal.api.workflowservice.v1.WorkflowService/${method}`;

/** The trace that a header of a history carries. */
function traceparentOf(header: { fields: Record<string, { data: Uint8Array }> } | undefined): string | undefined {
  const data = header?.fields['_tracer-data']?.data;
  return data && (JSON.parse(new TextDecoder().decode(data)) as { traceparent?: string }).traceparent;
}

describe('a trace', () => {
  it('goes from the page into the history, where workers find it', async () => {
    const spans = recordSpans();
    const client = openClient({}, { plugins: [new OpenTelemetryPlugin()] });
    const { span, active, traceId } = pageSpan();
    const handle = endAfterTest(await context.with(active, () => client.workflow.start('waitForRelease', onSamples())));
    await traced(client, active).workflow.getHandle(handle.workflowId).signal('release', 'gone');
    expect(await handle.result()).toBe('gone');
    const history = await handle.fetchHistory();
    const { header: ofStart } = attributesOf(history, 'workflowExecutionStartedEventAttributes');
    const { header: ofSignal } = attributesOf(history, 'workflowExecutionSignaledEventAttributes');
    const started = spanNamed(spans(), 'StartWorkflow:waitForRelease');
    const signalled = spanNamed(spans(), 'SignalWorkflow:release');
    expect(traceparentOf(ofStart)).toBe(`00-${traceId}-${started.spanContext().spanId}-01`);
    expect(traceparentOf(ofSignal)).toBe(`00-${traceId}-${signalled.spanContext().spanId}-01`);
    const parents = new Map(spans().map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId]));
    expect(parents).toEqual(
      new Map([
        [started.name, span.spanContext().spanId],
        [rpc('StartWorkflowExecution'), started.spanContext().spanId],
        [signalled.name, span.spanContext().spanId],
        [rpc('SignalWorkflowExecution'), signalled.spanContext().spanId],
      ]),
    );
  });

  it('goes to the proxy in headers which its CORS settings allow', async () => {
    const spans = recordSpans();
    const sent: (string | null)[] = [];
    const client = openClient(
      {},
      {
        plugins: [new OpenTelemetryPlugin({ propagate: true })],
        fetch: (input, init) => {
          const headers = new Headers(init?.headers);
          sent.push(headers.get('traceparent'), headers.get('temporal-web-client-parent'));
          return globalThis.fetch(input, init);
        },
      },
    );
    await traced(client, pageSpan().active).workflow.count();
    const { traceId, spanId } = spanNamed(spans(), rpc('CountWorkflowExecutions')).spanContext();
    expect(sent).toEqual([`00-${traceId}-${spanId}-01`, null]);
    expect(spans().map(({ kind, attributes }) => [kind, attributes['rpc.grpc.status_code']])).toEqual([
      [SpanKind.CLIENT, 0],
    ]);
  });
});
