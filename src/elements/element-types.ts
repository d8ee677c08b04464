/**
 * The elements in the types of the DOM and of frameworks: names, attributes, properties and events.
 *
 * A framework that is not installed has no module to add to; the comments that switch that error off are doc comments,
 * because those survive in the declaration files.
 */
/* eslint-disable @typescript-eslint/ban-ts-comment, @typescript-eslint/no-namespace --
   `@ts-expect-error` would fail where the module is installed, and React's types are in a namespace. */
import type { Client, WorkflowExecutionDescription, WorkflowHandleWithStartDetails } from '../client/index.js';
import type { ExecutionIds } from './execution-ids.js';
import type { TemporalHistoryElement } from './history-element.js';
import type { TemporalStartElement } from './start-element.js';
import type { TemporalWorkflowElement } from './workflow-element.js';

/** An execution has another status; of `<temporal-workflow>`. */
export type TemporalStatusEvent = CustomEvent<{ readonly description: WorkflowExecutionDescription }>;
/** An execution was started; of `<temporal-start>`. */
export type TemporalStartEvent = CustomEvent<ExecutionIds & { readonly handle: WorkflowHandleWithStartDetails }>;
/** An execution has completed. */
export type TemporalResultEvent = CustomEvent<ExecutionIds & { readonly result: unknown }>;
/** An execution has failed, or the server cannot be asked; `describeError` has words for it. */
export type TemporalErrorEvent = CustomEvent<ExecutionIds & { readonly error: unknown }>;

/** What every element takes in a template. */
export interface TemporalElementAttributes {
  /** A Client; a property, which frameworks set as one. */
  client?: Client | undefined;
  /** URL of the gRPC-Web proxy. */
  address?: string | undefined;
  namespace?: string | undefined;
}

interface Execution {
  'workflow-id'?: string | undefined;
  'run-id'?: string | undefined;
}

/** What `<temporal-workflow>` takes in a template. */
export interface TemporalWorkflowAttributes extends TemporalElementAttributes, Execution {}
/** What `<temporal-history>` takes in a template. */
export interface TemporalHistoryAttributes extends TemporalElementAttributes, Execution {
  'workflow-tasks'?: boolean | '' | undefined;
}
/** What `<temporal-start>` takes in a template. */
export interface TemporalStartAttributes extends TemporalElementAttributes {
  type?: string | undefined;
  'task-queue'?: string | undefined;
  'workflow-id'?: string | undefined;
  args?: string | readonly unknown[] | undefined;
  label?: string | undefined;
  name?: string | undefined;
  disabled?: boolean | undefined;
}

/** What elements of every framework have. Frameworks check it no further for elements that are not theirs. */
interface Common {
  [attribute: `data-${string}` | `aria-${string}`]: unknown;
  id?: string | undefined;
  class?: any;
  className?: string | undefined;
  style?: any;
  slot?: string | undefined;
  hidden?: boolean | undefined;
  ref?: any;
  key?: any;
  children?: any;
}

interface Heard {
  'temporal-status': TemporalStatusEvent;
  'temporal-start': TemporalStartEvent;
  'temporal-result': TemporalResultEvent;
  'temporal-error': TemporalErrorEvent;
}
/** `ontemporal-result`: React 19 and Svelte 5. */
type Listeners = { [Name in keyof Heard as `on${Name}`]?: ((event: Heard[Name]) => void) | undefined };
/** `@temporal-result` in a template of Vue. */
interface VueListeners {
  onTemporalStatus?: Listeners['ontemporal-status'];
  onTemporalStart?: Listeners['ontemporal-start'];
  onTemporalResult?: Listeners['ontemporal-result'];
  onTemporalError?: Listeners['ontemporal-error'];
}

interface Elements {
  'temporal-workflow': TemporalWorkflowAttributes & Common & Listeners;
  'temporal-history': TemporalHistoryAttributes & Common & Listeners;
  'temporal-start': TemporalStartAttributes & Common & Listeners;
}
interface VueElements {
  'temporal-workflow': new () => { $props: TemporalWorkflowAttributes & Common & VueListeners };
  'temporal-history': new () => { $props: TemporalHistoryAttributes & Common & VueListeners };
  'temporal-start': new () => { $props: TemporalStartAttributes & Common & VueListeners };
}

declare global {
  interface HTMLElementTagNameMap {
    'temporal-workflow': TemporalWorkflowElement;
    'temporal-history': TemporalHistoryElement;
    'temporal-start': TemporalStartElement;
  }
  interface HTMLElementEventMap extends Heard {}
}

/** @ts-ignore: React is optional */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}

/** @ts-ignore: Vue is optional */
declare module 'vue' {
  interface GlobalComponents extends VueElements {}
}

/** @ts-ignore: Svelte is optional */
declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Elements {}
}
