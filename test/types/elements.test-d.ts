import { createElement, type JSX } from 'react';
import type { SvelteHTMLElements } from 'svelte/elements';
import type { GlobalComponents } from 'vue';
import { describe, expectTypeOf, it } from 'vitest';
import type { Client } from '../../src/client/index.js';
import {
  type TemporalHistoryElement,
  type TemporalResultEvent,
  type TemporalStartElement,
  type TemporalWorkflowElement,
} from '../../src/elements/index.js';

describe('elements', () => {
  it('are known to the DOM by name, with their events', () => {
    expectTypeOf(document.createElement('temporal-workflow')).toEqualTypeOf<TemporalWorkflowElement>();
    expectTypeOf(document.querySelector('temporal-history')).toEqualTypeOf<TemporalHistoryElement | null>();
    const start = document.createElement('temporal-start');
    expectTypeOf(start).toEqualTypeOf<TemporalStartElement>();
    start.args = [{ customerId: 'ann' }];
    start.addEventListener('temporal-start', ({ detail }) => {
      expectTypeOf(detail.workflowId).toEqualTypeOf<string>();
    });
    // @ts-expect-error -- a Client
    start.client = 'http://127.0.0.1:8080';
  });

  it('are known to React', () => {
    type Props = JSX.IntrinsicElements['temporal-workflow'];
    expectTypeOf<Props['client']>().toEqualTypeOf<Client | undefined>();
    expectTypeOf<Props['ontemporal-result']>().toEqualTypeOf<((event: TemporalResultEvent) => void) | undefined>();
    expectTypeOf<{ 'workflow-id': number }>().not.toExtend<Props>();
    createElement('temporal-workflow', { 'workflow-id': 'w' });
  });

  it('are known to Vue and Svelte', () => {
    type InVue = InstanceType<GlobalComponents['temporal-start']>['$props'];
    expectTypeOf<InVue['task-queue']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<InVue['onTemporalResult']>().toEqualTypeOf<((event: TemporalResultEvent) => void) | undefined>();
    type InSvelte = SvelteHTMLElements['temporal-history'];
    expectTypeOf<InSvelte['workflow-tasks']>().toEqualTypeOf<boolean | '' | undefined>();
  });
});
