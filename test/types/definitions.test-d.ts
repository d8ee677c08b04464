import * as upstream from '@temporalio/workflow';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Client,
  defineQuery,
  defineSearchAttributeKey,
  defineSignal,
  defineUpdate,
  type Duration,
  type QueryDefinition,
  type SignalDefinition,
  TypedSearchAttributes,
  type UpdateDefinition,
  type WorkflowHandle,
} from '../../src/client/index.js';

declare const client: Client;
declare const handle: WorkflowHandle;
type NoParameters = () => Promise<void>;

const options = { taskQueue: 'q', workflowId: 'w' };

describe.each([
  ['of this package', defineSignal<[by: string, times: number]>('approve')],
  ['of @temporalio/workflow', upstream.defineSignal<[by: string, times: number]>('approve')],
] as const)('a signal definition %s', (_where, approve) => {
  it('checks the arguments of a signal', () => {
    void handle.signal(approve, 'lea', 2);
    void handle.signalWithOptions(approve, { args: ['lea', 2], timeoutMs: 1 });
    // @ts-expect-error -- no arguments
    void handle.signal(approve);
    // @ts-expect-error -- too few
    void handle.signal(approve, 'lea');
    // @ts-expect-error -- wrong type
    void handle.signal(approve, 'lea', 'twice');
    // @ts-expect-error -- too many
    void handle.signal(approve, 'lea', 2, 3);
    // @ts-expect-error -- wrong type
    void handle.signalWithOptions(approve, { args: ['lea'] });
  });

  it('checks the arguments of signalWithStart', () => {
    const { workflow } = client;
    void workflow.signalWithStart<NoParameters, [string, number]>('w', {
      ...options,
      signal: approve,
      signalArgs: ['lea', 2],
    });
    // @ts-expect-error -- signalArgs are required
    void workflow.signalWithStart<NoParameters, [string, number]>('w', { ...options, signal: approve });
    const wrong = { ...options, signal: approve, signalArgs: ['lea', 'twice'] as [string, string] };
    // @ts-expect-error -- wrong type
    void workflow.signalWithStart<NoParameters, [string, number]>('w', wrong);
  });

  it('is no query', () => {
    // @ts-expect-error -- a signal
    void handle.query(approve);
  });
});

describe.each([
  ['of this package', defineQuery<{ done: number }, [unit: 'days' | 'hours']>('progress')],
  ['of @temporalio/workflow', upstream.defineQuery<{ done: number }, [unit: 'days' | 'hours']>('progress')],
] as const)('a query definition %s', (_where, progress) => {
  it('gives the type of the answer', () => {
    expectTypeOf(handle.query(progress, 'days')).toEqualTypeOf<Promise<{ done: number }>>();
    expectTypeOf(handle.queryWithOptions(progress, { args: ['days'] })).toEqualTypeOf<Promise<{ done: number }>>();
  });

  it('checks the arguments', () => {
    // @ts-expect-error -- no arguments
    void handle.query(progress);
    // @ts-expect-error -- wrong type
    void handle.query(progress, 7);
    // @ts-expect-error -- no such condition
    void handle.queryWithOptions(progress, { args: ['days'], rejectCondition: 'NEVER' });
  });

  it('is no signal', () => {
    // @ts-expect-error -- a query
    void handle.signal(progress);
  });
});

describe('definitions by name', () => {
  it('take any arguments that the caller says', () => {
    void handle.signal<[number]>('any', 1);
    expectTypeOf(handle.query<string>('any')).toEqualTypeOf<Promise<string>>();
    expectTypeOf(handle.query('any')).toEqualTypeOf<Promise<unknown>>();
  });
});

describe('definitions of this package', () => {
  it('are those of upstream, in both directions', () => {
    expectTypeOf<SignalDefinition<[string]>>().toEqualTypeOf<upstream.SignalDefinition<[string]>>();
    expectTypeOf<QueryDefinition<number, [string]>>().toEqualTypeOf<upstream.QueryDefinition<number, [string]>>();
    expectTypeOf(defineSignal<[string]>('s')).toExtend<upstream.SignalDefinition<[string]>>();
    expectTypeOf(defineUpdate<number, [string]>('u')).toExtend<UpdateDefinition<number, [string]>>();
    expectTypeOf<SignalDefinition<[string]>>().not.toBeAny();
    expectTypeOf<QueryDefinition<number>>().not.toBeAny();
    expectTypeOf<UpdateDefinition<number>>().not.toBeAny();
  });
});

describe('search attributes', () => {
  const count = defineSearchAttributeKey('Count', 'INT');
  const tags = defineSearchAttributeKey('Tags', 'KEYWORD_LIST');

  it('have values of their type', () => {
    const attributes = new TypedSearchAttributes([
      { key: count, value: 1 },
      { key: tags, value: ['a'] },
    ]);
    expectTypeOf(attributes.get(count)).toEqualTypeOf<number | undefined>();
    expectTypeOf(attributes.get(tags)).toEqualTypeOf<string[] | undefined>();
  });

  it('refuse values of another', () => {
    // @ts-expect-error -- it must be a number
    new TypedSearchAttributes([{ key: count, value: 'one' }]);
    // @ts-expect-error -- it must be a list
    new TypedSearchAttributes([{ key: tags, value: 'a' }]);
    // @ts-expect-error -- there is no such type
    defineSearchAttributeKey('Place', 'GEO');
  });
});

describe('an argument that is a literal', () => {
  it('is checked against the definition, which does not grow to fit it', () => {
    const paint = defineSignal<[colour: 'red' | 'green']>('paint');
    const colourOf = defineQuery<string, [part: 'hull' | 'sail']>('colourOf');
    // @ts-expect-error -- blue is not among them
    void handle.signal(paint, 'blue');
    // @ts-expect-error -- there is no mast
    void handle.query(colourOf, 'mast');
    // By name, nothing is known.
    void handle.signal('paint', 'blue', 7);
    expectTypeOf(handle.query(colourOf, 'sail')).resolves.toEqualTypeOf<string>();
  });
});

describe('Duration', () => {
  it('is not any', () => {
    expectTypeOf<Duration>().not.toBeAny();
    expectTypeOf<{ not: 'a duration' }>().not.toExtend<Duration>();
    expectTypeOf<'soon'>().not.toExtend<Duration>();
    expectTypeOf<'1.5 hours' | '10s' | 100>().toExtend<Duration>();
  });
});
