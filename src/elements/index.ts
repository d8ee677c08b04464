/**
 * `temporal-web-client/elements`: custom elements for any page and framework. Importing registers nothing:
 * call `defineElements()`, or import `temporal-web-client/elements/define`.
 */
export { setDefaultClient } from './client-source.js';
export { defineElements } from './define-elements.js';
export type {
  TemporalElementAttributes,
  TemporalErrorEvent,
  TemporalHistoryAttributes,
  TemporalResultEvent,
  TemporalStartAttributes,
  TemporalStartEvent,
  TemporalStatusEvent,
  TemporalWorkflowAttributes,
} from './element-types.js';
export type { ExecutionIds } from './execution-ids.js';
export { TemporalHistoryElement } from './history-element.js';
export { TemporalStartElement } from './start-element.js';
export { TemporalWorkflowElement } from './workflow-element.js';
