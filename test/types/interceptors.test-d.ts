import { describe, expectTypeOf, it } from 'vitest';
import {
  type CallOptions,
  Client,
  type ClientInterceptors,
  Connection,
  type Headers,
  type Next,
  type Payload,
  WorkflowClient,
  type WorkflowClientInterceptor,
  type WorkflowQueryInput,
  type WorkflowStartInput,
  type WorkflowStartOutput,
  type WorkflowStartUpdateInput,
  type WorkflowStartUpdateOutput,
} from '../../src/client/index.js';

declare const payload: Payload;

describe('an interceptor', () => {
  it('sees input and output by their types', () => {
    const interceptor: WorkflowClientInterceptor = {
      startWithDetails(input, next) {
        expectTypeOf(input).toEqualTypeOf<WorkflowStartInput>();
        expectTypeOf(input.headers).toEqualTypeOf<Headers>();
        expectTypeOf(input.call).toEqualTypeOf<CallOptions | undefined>();
        expectTypeOf(input.options.args).toEqualTypeOf<readonly unknown[]>();
        expectTypeOf(next).returns.resolves.toEqualTypeOf<WorkflowStartOutput>();
        return next({ ...input, headers: { ...input.headers, 'x-user': payload }, call: { timeoutMs: 5 } });
      },
      startUpdate: (input, next) => {
        expectTypeOf(input).toEqualTypeOf<WorkflowStartUpdateInput>();
        return next(input);
      },
      query: async (input, next) => {
        expectTypeOf(input).toEqualTypeOf<WorkflowQueryInput>();
        expectTypeOf(await next(input)).toBeUnknown();
        return 'another answer';
      },
    };
    new Client({ interceptors: { workflow: [interceptor] } });
    new WorkflowClient({ interceptors: [interceptor, {}] });
  });

  it('is named by the function that it is around', () => {
    expectTypeOf<Next<WorkflowClientInterceptor, 'startUpdate'>>().toEqualTypeOf<
      (input: WorkflowStartUpdateInput) => Promise<WorkflowStartUpdateOutput>
    >();
    // @ts-expect-error -- there is no such call
    type _Unknown = Next<WorkflowClientInterceptor, 'restart'>;
  });

  it('may be a class', () => {
    class Counting implements WorkflowClientInterceptor {
      signals = 0;
      signal(...[input, next]: Parameters<Required<WorkflowClientInterceptor>['signal']>): Promise<void> {
        this.signals++;
        return next(input);
      }
    }
    new WorkflowClient({ interceptors: [new Counting()] });
  });
});

describe('an interceptor is refused', () => {
  it('for a function that there is not', () => {
    // @ts-expect-error -- misspelt, it would never be called
    const _misspelt: WorkflowClientInterceptor = { startWithDetail: (input: unknown) => input };
    // @ts-expect-error -- misspelt
    new Client({ interceptors: { workflows: [] } });
  });

  it('for an output of the wrong type', () => {
    // @ts-expect-error -- a Run Id alone is what the deprecated `start` gives
    const _start: WorkflowClientInterceptor = { startWithDetails: async () => 'run-1' };
    // @ts-expect-error -- the number of what is counted is missing
    const _count: WorkflowClientInterceptor = { count: async () => ({ groups: [] }) };
    // @ts-expect-error -- nothing is a promise
    const _sync: WorkflowClientInterceptor = { terminate: () => undefined };
  });

  it('for changing the input, which others see too', () => {
    const _changing: WorkflowClientInterceptor = {
      signal: (input, next) => {
        // @ts-expect-error -- read-only
        input.signalName = 'another';
        // @ts-expect-error -- read-only
        input.args = [];
        return next(input);
      },
    };
  });

  it('for passing on an input that lacks something', () => {
    const _dropping: WorkflowClientInterceptor = {
      // @ts-expect-error -- signalName is missing
      signal: ({ args, workflowExecution, headers }, next) => next({ args, workflowExecution, headers }),
      query: (input, next) =>
        // @ts-expect-error -- a header is a Payload
        next({ ...input, headers: { 'x-user': 'lea' } }),
    };
  });

  it('in the place of another kind', () => {
    const workflow: WorkflowClientInterceptor = { signal: (input, next) => next(input) };
    // @ts-expect-error -- one of calls, where one of RPCs belongs
    Connection.lazy({ interceptors: [workflow] });
    // @ts-expect-error -- it must be a list
    const _one: ClientInterceptors = { workflow };
  });
});
