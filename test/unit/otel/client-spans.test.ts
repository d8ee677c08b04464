import type { Interceptor } from '@connectrpc/connect';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AlwaysOffSampler } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import {
  ApplicationFailure,
  Client,
  WithStartWorkflowOperation,
  type WorkflowClientInterceptor,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '../../../src/client/index.js';
import { OpenTelemetryPlugin, type OpenTelemetryPluginOptions, traced } from '../../../src/otel/index.js';
import { InMemoryServer } from '../../../src/testing/index.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { pageSpan, recordSpans, spanNamed } from '../../fixtures/spans.js';

const taskQueue = 'orders';

function openServer(): InMemoryServer {
  const server = new InMemoryServer({ clock: 'real' });
  server.addWorker({
    taskQueue,
    workflows: {
      async order(run) {
        let paid = false;
        run.onSignal('pay', () => {
          paid = true;
        });
        run.onQuery('state', () => paid);
        run.onUpdate('ship', () => 'shipped');
        await run.condition(() => paid);
        return 'done';
      },
      async refuse(_run, isBenign: boolean) {
        throw ApplicationFailure.create({ message: 'sold out', category: isBenign ? 'BENIGN' : undefined });
      },
    },
  });
  return server;
}

function openClient(server: InMemoryServer, options: OpenTelemetryPluginOptions = {}): Client {
  return new Client({ connection: server.connection({ plugins: [new OpenTelemetryPlugin(options)] }) });
}

/** What is in the header of the first event of this kind in a history. */
async function traceparentIn(client: Client, workflowId: string, event: string): Promise<unknown> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const attributes = events.map((each) => each.attributes).find((each) => each.case === `${event}EventAttributes`);
  const payload = (attributes?.value as { header?: { fields: Record<string, { data: Uint8Array }> } }).header?.fields[
    '_tracer-data'
  ];
  return payload && (JSON.parse(new TextDecoder().decode(payload.data)) as { traceparent?: string }).traceparent;
}

describe('spans of client calls', () => {
  it('have the names, attributes and header of @temporalio/interceptors-opentelemetry', async () => {
    const spans = recordSpans();
    const client = openClient(openServer());
    const handle = await client.workflow.start('order', { taskQueue, workflowId: 'o-1' });
    await handle.query('state');
    await handle.executeUpdate('ship', { updateId: 'u-1' });
    await handle.describe();
    await handle.signal('pay');
    await handle.result();
    const signalled = await client.workflow.signalWithStart('order', {
      taskQueue,
      workflowId: 'o-2',
      signal: 'nothing',
    });
    await signalled.cancel();
    await signalled.terminate('enough');
    const startWorkflowOperation = new WithStartWorkflowOperation('order', {
      taskQueue,
      workflowId: 'o-3',
      workflowIdConflictPolicy: 'FAIL',
    });
    await client.workflow.executeUpdateWithStart('ship', { startWorkflowOperation });
    const calls = spans().filter(({ kind }) => kind === SpanKind.INTERNAL);
    const runId = handle.firstExecutionRunId;
    expect(calls.map(({ name, attributes }) => [name, attributes])).toEqual([
      ['StartWorkflow:order', { temporalWorkflowId: 'o-1', run_id: runId }],
      ['QueryWorkflow:state', { temporalWorkflowId: 'o-1' }],
      ['StartWorkflowUpdate:ship', { temporalWorkflowId: 'o-1', temporalUpdateId: 'u-1', run_id: runId }],
      ['DescribeWorkflow', { temporalWorkflowId: 'o-1' }],
      ['SignalWorkflow:pay', { temporalWorkflowId: 'o-1' }],
      ['SignalWithStartWorkflow:order', { temporalWorkflowId: 'o-2', run_id: signalled.signaledRunId }],
      ['CancelWorkflow', { temporalWorkflowId: 'o-2' }],
      ['TerminateWorkflow', { temporalWorkflowId: 'o-2', temporalTerminateReason: 'enough' }],
      ['UpdateWithStartWorkflow:ship', { temporalWorkflowId: 'o-3', run_id: expect.any(String) }],
    ]);
    expect(new Set(calls.map(({ status }) => status.code))).toEqual(new Set([SpanStatusCode.OK]));
    for (const [workflowId, event, name] of [
      ['o-1', 'workflowExecutionStarted', 'StartWorkflow:order'],
      ['o-1', 'workflowExecutionSignaled', 'SignalWorkflow:pay'],
      ['o-2', 'workflowExecutionStarted', 'SignalWithStartWorkflow:order'],
      ['o-3', 'workflowExecutionStarted', 'UpdateWithStartWorkflow:ship'],
    ] as const) {
      const { traceId, spanId } = spanNamed(calls, name).spanContext();
      expect(await traceparentIn(client, workflowId, event)).toBe(`00-${traceId}-${spanId}-01`);
    }
  });

  it('are below the span that is active while the method is called, also though the call goes on after an await', async () => {
    const spans = recordSpans();
    const client = openClient(openServer());
    const { span, active, traceId } = pageSpan();
    const starting = context.with(active, () => client.workflow.start('order', { taskQueue, workflowId: 'o-1' }));
    expect(trace.getSpan(context.active())).toBeUndefined();
    await starting;
    const started = spanNamed(spans(), 'StartWorkflow:order');
    expect(started.parentSpanContext?.spanId).toBe(span.spanContext().spanId);
    expect(await traceparentIn(client, 'o-1', 'workflowExecutionStarted')).toContain(traceId);
    const rpc = spanNamed(spans(), 'temporal.api.workflowservice.v1.WorkflowService/StartWorkflowExecution');
    expect(rpc.parentSpanContext?.spanId).toBe(started.spanContext().spanId);
  });

  it('are below the given one on a traced view, whenever its calls and those of its handles are made', async () => {
    const spans = recordSpans();
    const client = openClient(openServer());
    const { span, active, traceId } = pageSpan();
    const view = context.with(active, () => traced(client));
    await Promise.resolve();
    const handle = await view.workflow.signalWithStart('order', { taskQueue, workflowId: 'o-1', signal: 'nothing' });
    await handle.signal('pay');
    await view.workflow.count();
    await view.schedule.count();
    const parents = spans()
      .filter(({ kind, name }) => kind === SpanKind.INTERNAL || /Count/.test(name))
      .map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId]);
    const { spanId } = span.spanContext();
    expect(parents).toEqual([
      ['SignalWithStartWorkflow:order', spanId],
      ['SignalWorkflow:pay', spanId],
      ['temporal.api.workflowservice.v1.WorkflowService/CountWorkflowExecutions', spanId],
      ['temporal.api.workflowservice.v1.WorkflowService/CountSchedules', spanId],
    ]);
    expect(new Set(spans().map((each) => each.spanContext().traceId))).toEqual(new Set([traceId]));
  });

  it('record errors; a wait has a span if asked for, and a benign failure leaves its status unset', async () => {
    const spans = recordSpans();
    const client = openClient(openServer(), { waits: true });
    await rejectionOf(client.workflow.getHandle('nobody').signal('pay'), WorkflowNotFoundError);
    const signal = spanNamed(spans(), 'SignalWorkflow:pay');
    expect(signal.status.code).toBe(SpanStatusCode.ERROR);
    expect(signal.events.map(({ name, attributes }) => [name, attributes?.['exception.type']])).toEqual([
      ['exception', 'WorkflowNotFoundError'],
    ]);
    for (const isBenign of [true, false]) {
      const options = { taskQueue, workflowId: `refused-${isBenign}`, args: [isBenign] as [boolean] };
      await rejectionOf(client.workflow.execute('refuse', options), WorkflowFailedError);
    }
    const waits = spans().filter(({ name }) => name === 'AwaitWorkflowResult');
    expect(waits.map(({ status, events }) => [status.code, events.length])).toEqual([
      [SpanStatusCode.UNSET, 1],
      [SpanStatusCode.ERROR, 1],
    ]);
    const polls = spans().filter(({ name }) => name.endsWith('/GetWorkflowExecutionHistory'));
    expect(new Set(polls.map(({ parentSpanContext }) => parentSpanContext?.spanId))).toEqual(
      new Set(waits.map((each) => each.spanContext().spanId)),
    );
  });

  it('are not made for waits by default, nor for their polls', async () => {
    const spans = recordSpans();
    const client = openClient(openServer());
    const { active } = pageSpan();
    const options = { taskQueue, workflowId: 'o-1', signal: 'pay' };
    const handle = await traced(client, active).workflow.signalWithStart('order', options);
    expect(await handle.result()).toBe('done');
    expect(spans().map(({ name }) => name)).toEqual([
      'temporal.api.workflowservice.v1.WorkflowService/SignalWithStartWorkflowExecution',
      'SignalWithStartWorkflow:order',
    ]);
  });

  it('of a trace that is not sampled are not recorded, but its header says so', async () => {
    const spans = recordSpans({ sampler: new AlwaysOffSampler() });
    const client = openClient(openServer());
    await client.workflow.start('order', { taskQueue, workflowId: 'o-1' });
    expect(spans()).toEqual([]);
    expect(await traceparentIn(client, 'o-1', 'workflowExecutionStarted')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it('without a registered tracer change nothing of what is sent', async () => {
    const server = openServer();
    const sent: Headers[] = [];
    const plugins = [new OpenTelemetryPlugin({ propagate: true })];
    const connection = server.connection({ plugins, attemptInterceptors: [noteHeaders(sent)] });
    const client = new Client({ connection });
    await traced(client).workflow.start('order', { taskQueue, workflowId: 'o-1' });
    expect(await traceparentIn(client, 'o-1', 'workflowExecutionStarted')).toBeUndefined();
    expect(sent.flatMap((headers) => [...headers.keys()]).filter((name) => /trace|parent|baggage/.test(name))).toEqual(
      [],
    );
  });

  it('are made once where the plugin is on the Client and on its Connection, and before interceptors of both forms', async () => {
    const spans = recordSpans();
    const plugin = new OpenTelemetryPlugin();
    const server = openServer();
    const seen: unknown[] = [];
    const interceptor: WorkflowClientInterceptor = {
      startWithDetails: (input, next) => {
        seen.push(Object.keys(input.headers));
        return next(input);
      },
    };
    const forms = [[interceptor], { calls: [() => interceptor] }];
    for (const [index, workflow] of forms.entries()) {
      const connection = server.connection({ plugins: [plugin] });
      const client = new Client({ connection, plugins: [plugin], interceptors: { workflow } });
      const { active, span } = pageSpan();
      await traced(client, active).workflow.start('order', { taskQueue, workflowId: `o-${index}` });
      const last = spans().at(-1)!;
      expect([last.name, last.parentSpanContext?.spanId]).toEqual(['StartWorkflow:order', span.spanContext().spanId]);
    }
    expect(spans().filter(({ name }) => name === 'StartWorkflow:order')).toHaveLength(2);
    expect(seen).toEqual([['_tracer-data'], ['_tracer-data']]);
  });
});

function noteHeaders(sent: Headers[]): Interceptor {
  return (next) => (request) => {
    sent.push(new Headers(request.header));
    return next(request);
  };
}
