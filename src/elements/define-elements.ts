import { TemporalHistoryElement } from './history-element.js';
import { TemporalStartElement } from './start-element.js';
import { TemporalWorkflowElement } from './workflow-element.js';

/** Elements of the package and their names. */
const elements = {
  'temporal-workflow': TemporalWorkflowElement,
  'temporal-history': TemporalHistoryElement,
  'temporal-start': TemporalStartElement,
};

/**
 * Registers `<temporal-workflow>`, `<temporal-history>` and `<temporal-start>`, those of them that are not yet. Does nothing
 * on a server. A page that needs only one of them saves bytes with `customElements.define('temporal-workflow', TemporalWorkflowElement)`.
 */
export function defineElements(): void {
  const { customElements: registry } = globalThis as { customElements?: CustomElementRegistry };
  if (!registry) return;
  for (const [name, element] of Object.entries(elements)) {
    if (!registry.get(name)) registry.define(name, element);
  }
}
