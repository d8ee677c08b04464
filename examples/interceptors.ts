/**
 * Interceptors around the calls of a Client: one adds a header that Workflow code can read, one measures every
 * RPC. The first of a list is the outermost.
 */
import { Client, Connection, defaultPayloadConverter, type WorkflowClientInterceptor } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';

/** Says who asks, in a header of every start. */
const identified: WorkflowClientInterceptor = {
  startWithDetails: (input, next) =>
    next({ ...input, headers: { ...input.headers, 'asked-by': defaultPayloadConverter.toPayload('lea') } }),
};

/** Tells of calls before and after. */
const logged: WorkflowClientInterceptor = {
  async startWithDetails(input, next) {
    console.log(`start ${input.workflowType}, headers: ${Object.keys(input.headers).join(', ')}`);
    const output = await next(input);
    console.log(`started: ${output.started}`);
    return output;
  },
  async result(input, next) {
    const result = await next(input);
    console.log(`result: ${JSON.stringify(result)}`);
    return typeof result === 'string' ? result.toUpperCase() : result;
  },
};

const methods: string[] = [];
const connection = await Connection.connect({
  address,
  // These are connect's: they see the RPCs, with their headers and messages.
  interceptors: [
    (next) => (request) => {
      methods.push(request.method.name);
      return next(request);
    },
  ],
});
const client = new Client({ connection, interceptors: { workflow: [identified, logged] } });

const shouted = await client.workflow.execute<(name: string) => Promise<string>>('greet', {
  args: ['Ada'],
  taskQueue: 'samples',
  workflowId: `greet-${crypto.randomUUID()}`,
});
console.log(`the caller gets: ${shouted}`);
console.log(`RPCs: ${[...new Set(methods)].join(', ')}`);

await connection.close();

// Prints:
// start greet, headers: asked-by
// started: true
// result: "Hello, Ada!"
// the caller gets: HELLO, ADA!
// RPCs: GetSystemInfo, StartWorkflowExecution, GetWorkflowExecutionHistory
