import type { UserMetadata } from './api.js';
import { deliver } from './deliver.js';
import type { Engine } from './engine.js';
import type { EventInit, WorkflowRun } from './run.js';

/** Writes an event that the Workflow is told of, and schedules the Workflow Task for it. Ignored by a closed run. */
export function receive(
  engine: Engine,
  run: WorkflowRun,
  attributes: EventInit,
  more: { userMetadata?: UserMetadata | undefined } = {},
): void {
  run.record(() => {
    if (!run.isOpen) return;
    const event = run.append(attributes, more);
    run.jobs.push(...deliver(run, event));
    engine.tasks.schedule(run);
    engine.tell(run);
  });
}
