import { SpanStatusCode } from '@opentelemetry/api';
import { operation, service } from 'nexus-rpc';
import { describe, expect, it } from 'vitest';
import type { StartActivityExecutionRequest } from '../../../gen/activity/temporal/api/workflowservice/v1/request_response_pb.js';
import type { StartNexusOperationExecutionRequest } from '../../../gen/nexus/temporal/api/workflowservice/v1/request_response_pb.js';
import { Client } from '../../../src/client/index.js';
import { OpenTelemetryPlugin, traced } from '../../../src/otel/index.js';
import { createInMemoryConnection, type WorkflowServiceHandlers } from '../../../src/testing/index.js';
import { pageSpan, recordSpans, spanNamed } from '../../fixtures/spans.js';

/** A traced view of a Client with these answers, and the span above it. */
function tracedClient(handlers: WorkflowServiceHandlers) {
  const { active, span } = pageSpan();
  const connection = createInMemoryConnection(handlers);
  const client = traced(new Client({ connection, plugins: [new OpenTelemetryPlugin()] }), active);
  return { client, parent: span.spanContext().spanId };
}

describe('a trace goes to the worker', () => {
  it('of a standalone Activity', async () => {
    const spans = recordSpans();
    const requests: StartActivityExecutionRequest[] = [];
    const { client, parent } = tracedClient({
      startActivityExecution: (request) => {
        requests.push(request);
        return { runId: 'r-1', started: true };
      },
    });
    const options = { id: 'a-1', taskQueue: 'q', startToCloseTimeout: '1s' } as const;
    await client.activity.start('charge', options);
    const span = spanNamed(spans(), 'StartActivity:charge');
    const { traceId, spanId } = span.spanContext();
    expect(span.attributes).toEqual({ temporalActivityId: 'a-1', run_id: 'r-1' });
    expect([span.parentSpanContext?.spanId, span.status.code]).toEqual([parent, SpanStatusCode.OK]);
    const data = requests[0]!.header!.fields['_tracer-data']!.data;
    expect(JSON.parse(new TextDecoder().decode(data))).toEqual({ traceparent: `00-${traceId}-${spanId}-01` });
  });

  it('of a standalone Nexus Operation, beside headers of its own', async () => {
    const spans = recordSpans();
    const requests: StartNexusOperationExecutionRequest[] = [];
    const { client, parent } = tracedClient({
      startNexusOperationExecution: (request) => {
        requests.push(request);
        return { runId: 'r-1', started: true };
      },
    });
    const definition = service('shop', { open: operation<string, number>() });
    const shop = client.nexus.createServiceClient({ endpoint: 'e', service: definition });
    await shop.startOperation('open', 'x', { id: 'o-1', headers: { shop: 'Köln' } });
    const span = spanNamed(spans(), 'StartNexusOperation:shop/open');
    const { traceId, spanId } = span.spanContext();
    expect(span.attributes).toEqual({
      temporalNexusService: 'shop',
      temporalNexusOperation: 'open',
      temporalNexusEndpoint: 'e',
    });
    expect(span.parentSpanContext?.spanId).toBe(parent);
    expect(requests[0]!.nexusHeader).toEqual({ shop: 'Köln', traceparent: `00-${traceId}-${spanId}-01` });
  });
});
