import { describe, expectTypeOf, it } from 'vitest';
import type { Client, HistoryEvent, WorkflowExecutionStatusName, WorkflowHandle } from '../../src/client/index.js';
import type * as samples from '../../src/dev/worker/workflows/index.js';
import { getTemporalClient, setTemporalClient, useHistory, useResult, useWorkflow } from '../../src/svelte/index.js';

declare const client: Client;

describe('runes', () => {
  it('know the Workflow', () => {
    const result = useResult<typeof samples.greet>(() => 'w');
    expectTypeOf(result.value).toEqualTypeOf<string | undefined>();
    const workflow = useWorkflow<typeof samples.greet>(() => ({ workflowId: 'w', runId: 'r' }), { client });
    expectTypeOf(workflow.handle).toEqualTypeOf<WorkflowHandle<typeof samples.greet> | undefined>();
    expectTypeOf(workflow.status).toEqualTypeOf<WorkflowExecutionStatusName | undefined>();
    expectTypeOf(useHistory(() => undefined).events).toEqualTypeOf<readonly HistoryEvent[]>();
  });

  it('take ids by a function, and nothing can be written', () => {
    // @ts-expect-error -- a function that gives it, so that it can be followed
    useResult('w');
    // @ts-expect-error -- it is what the server says
    useResult(() => 'w').value = 7;
  });

  it('have a Client in the context', () => {
    setTemporalClient(() => client);
    expectTypeOf(getTemporalClient()).toEqualTypeOf<Client>();
    // @ts-expect-error -- no Client
    setTemporalClient('http://127.0.0.1:8080');
  });
});
