import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { createInfiniteQuery, createMutation, createQuery } from '@tanstack/svelte-query';
import {
  useInfiniteQuery as useInfiniteQueryInVue,
  useMutation as useMutationInVue,
  useQuery as useQueryInVue,
} from '@tanstack/vue-query';
import { QueryClient } from '@tanstack/query-core';
import { describe, expectTypeOf, it } from 'vitest';
import type { Client, WorkflowExecutionDescription } from '../../src/client/index.js';
import type * as samples from '../../src/dev/worker/workflows/index.js';
import { workflowMutations, workflowQueries } from '../../src/query/index.js';

declare const client: Client;

describe('options for TanStack Query', () => {
  const workflows = workflowQueries(client);
  const mutations = workflowMutations(client, new QueryClient());
  type Greeting = typeof samples.greet;

  it('fit React', () => {
    expectTypeOf(useQuery(workflows.describe('w')).data).toEqualTypeOf<WorkflowExecutionDescription | undefined>();
    expectTypeOf(useQuery(workflows.result<Greeting>('w')).data).toEqualTypeOf<string | undefined>();
    expectTypeOf(useInfiniteQuery(workflows.list()).data?.pages[0]?.items[0]?.workflowId).toEqualTypeOf<
      string | undefined
    >();
    const { mutate } = useMutation(mutations.signal<[by: string]>('w', 'approve'));
    mutate(['lea']);
    // @ts-expect-error -- a string
    mutate([7]);
  });

  it('fit Vue', () => {
    expectTypeOf(useQueryInVue(workflows.result<Greeting>('w')).data.value).toEqualTypeOf<string | undefined>();
    expectTypeOf(useInfiniteQueryInVue(workflows.list()).data.value?.pages.length).toEqualTypeOf<number | undefined>();
    useMutationInVue(mutations.cancel('w')).mutate({ reason: 'enough' });
    useMutationInVue(mutations.cancel('w')).mutate();
  });

  it('fit Svelte', () => {
    expectTypeOf(createQuery(() => workflows.result<Greeting>('w')).data).toEqualTypeOf<string | undefined>();
    expectTypeOf(createInfiniteQuery(() => workflows.list()).data?.pages.length).toEqualTypeOf<number | undefined>();
    createMutation(() => mutations.update<number, [number]>('w', 'add')).mutate([1]);
  });
});
