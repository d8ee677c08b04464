/** Updates of a Workflow, from admission to their outcome. */
import { type Outcome, UpdateWorkflowExecutionLifecycleStage as Stage, type UpdateRequest } from './api.js';
import { applicationFailure } from './failures.js';
import { Listeners } from './listeners.js';

/** One update, known by its id for as long as its run is known. */
export class WorkflowUpdate {
  stage = Stage.ADMITTED;
  outcome: Outcome | undefined;
  acceptedEventId = 0n;
  readonly changed = new Listeners();

  constructor(
    readonly updateId: string,
    readonly request: UpdateRequest,
  ) {}

  /** Name of its handler. */
  get name(): string {
    return this.request.input?.name ?? '';
  }

  accept(eventId: bigint): void {
    this.acceptedEventId = eventId;
    this.stage = Stage.ACCEPTED;
    this.changed.tell();
  }

  complete(value: Outcome['value']): void {
    if (this.outcome) return;
    this.outcome = { $typeName: 'temporal.api.update.v1.Outcome', value };
    this.stage = Stage.COMPLETED;
    this.changed.tell();
  }

  /** The run has closed: an update that was accepted fails with it. */
  runClosed(): void {
    if (this.stage !== Stage.ACCEPTED) return;
    this.complete({
      case: 'failure',
      value: applicationFailure(
        'Workflow Update failed because the Workflow completed before the Update completed.',
        'AcceptedUpdateCompletedWorkflow',
      ),
    });
  }
}
