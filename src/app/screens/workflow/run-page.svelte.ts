import { payloadsOf } from '../../state/payloads.js';
import { createQuery, type CreateQueryResult, useQueryClient } from '@tanstack/svelte-query';
import { createContext, untrack } from 'svelte';
import type { WorkflowExecutionDescription, WorkflowHandle } from '../../../client/index.js';
import type { FailureFact } from '../../format/failure.js';
import { isOpen } from '../../../live/status.js';
import type { LoadedRun } from '../../../live/history-loader.js';
import { RunHistory } from '../../history/run-history.svelte.js';
import type { PayloadReader } from '../../state/payload-reader.svelte.js';
import { type Pollers, pollersQuery } from '../../state/queries.js';
import { rememberRun } from '../../state/recent-runs.js';
import { router } from '../../state/router.svelte.js';
import { href } from '../../state/routes.js';
import { type Feature, missingFeature, type ServerFacts, serverFactsQuery } from '../../state/server-features.js';
import type { Session } from '../../state/session.svelte.js';
import { wireClient } from '../../state/wire-client.js';
import type { RunActionId } from './actions/run-actions.js';
import { buildIdOf } from './header/versioning.js';
import { type Sdk, sdkOfBuildId, sdkQuery } from './header/sdk.js';
import { CloseWatch } from './close-watch.svelte.js';
import type { HistoryEvent, Outcome } from './outcome.js';
import { firstEventQuery } from './first-event.js';
import { type LatestRun, latestRunQuery } from './latest-run.js';
import {
  describeQuery,
  metadataQuery,
  outcomeQuery,
  renewDescriptions,
  type RunTarget,
  type WorkflowMetadata,
} from './queries.js';
import { loadedRun } from './loaded-run.js';
import type { RunTab } from './tabs.js';

/** The id of the event with which the first Workflow Task can have completed. */
const firstTaskCompleted = 4;

/** The dialog of an action, and where it was opened from. */
export interface OpenAction {
  id: RunActionId;
  eventId?: number | undefined;
}

export interface RunPageInput {
  namespace: string;
  workflowId: string;
  /** None: the newest run when the page opens. */
  runId: string | undefined;
  query: URLSearchParams;
}

/**
 * One run on screen, shared by the header and all tabs: `getRun()`. What is asked of the server is asked once, whoever
 * shows it. Tab and chosen event are in the address, so that they can be linked.
 */
export class RunPage {
  readonly session: Session;
  readonly #input: () => RunPageInput;
  readonly #queries = useQueryClient();
  readonly describe: CreateQueryResult<WorkflowExecutionDescription>;
  readonly firstEvent: CreateQueryResult<HistoryEvent | null>;
  readonly outcome: CreateQueryResult<Outcome | null>;
  readonly pollers: CreateQueryResult<Pollers>;
  readonly metadata: CreateQueryResult<WorkflowMetadata>;
  /** The newest run of the same Workflow Id; asked for when this one is closed. */
  readonly latest: CreateQueryResult<LatestRun>;
  readonly #facts: CreateQueryResult<ServerFacts>;
  readonly #sdk: CreateQueryResult<Sdk | null>;
  readonly watch = new CloseWatch();
  readonly history: RunHistory = new RunHistory(
    () => this.#loadedRun,
    () => void this.describe.refetch(),
  );
  /** Without a Run Id in the address, the page stays with the run that was the newest when it opened. */
  #pinnedRunId = $state<string | undefined>();
  #action = $state.raw<OpenAction | undefined>();
  readonly #info = $derived.by(() => this.describe.data);
  readonly #sdkOfBuild = $derived.by(() => this.#info && sdkOfBuildId(buildIdOf(this.#info.raw)));
  readonly #open = $derived.by(() => this.#info !== undefined && isOpen(this.#info.status.name));

  /** Only while a component is set up: it makes queries and effects. */
  constructor(session: Session, input: () => RunPageInput) {
    this.session = session;
    this.#input = input;
    const { namespace, workflowId, runId } = untrack(input);
    this.#pinnedRunId = runId;
    const asked = { namespace, workflowId, runId };
    // Both at once: on a cold link neither waits for the other.
    this.describe = createQuery(() => describeQuery(session, asked));
    this.firstEvent = createQuery(() => firstEventQuery(session, asked));
    this.outcome = createQuery(() => outcomeQuery(session, this.target, this.#info !== undefined && !this.#open));
    this.pollers = createQuery(() => pollersQuery(session, namespace, this.#info?.taskQueue ?? '', this.#open));
    this.metadata = createQuery(() =>
      metadataQuery(session, this.target, this.#open && (this.pollers.data?.count ?? 0) > 0),
    );
    // The open run of a Workflow Id is its newest.
    this.latest = createQuery(() => latestRunQuery(session, this.target, this.#info !== undefined && !this.#open));
    this.#facts = createQuery(() => serverFactsQuery(session, namespace, this.#info !== undefined));
    this.#sdk = createQuery(() =>
      sdkQuery(session, this.target, !this.#sdkOfBuild && (this.#info?.historyLength ?? 0) >= firstTaskCompleted),
    );

    $effect(() => {
      if (this.#info && untrack(() => !this.#pinnedRunId)) this.#pinnedRunId = this.#info.runId;
    });
    // For the suggestions of the search.
    const type = $derived(this.#info?.type);
    $effect(() => {
      const { runId } = this.target;
      const address = session.profile?.address;
      if (type !== undefined && runId && address) rememberRun({ address, namespace, workflowId, runId, type });
    });
    // The wait belongs to the page: it begins with an open run, and ends with the page or with the run.
    $effect(() => {
      if (!this.#open || !this.target.runId) return;
      return this.watch.start(session, this.target, () => void this.describe.refetch());
    });
    // Current details change with what happens in the workflow.
    const historyLength = $derived(this.#info?.historyLength ?? 0);
    $effect(() => {
      if (historyLength > 0) untrack(() => this.metadata.isFetched && this.#open && void this.metadata.refetch());
    });
  }

  get namespace(): string {
    return this.#input().namespace;
  }

  get workflowId(): string {
    return this.#input().workflowId;
  }

  get target(): RunTarget {
    return { namespace: this.namespace, workflowId: this.workflowId, runId: this.#pinnedRunId };
  }

  /** The newest description; none until the first has arrived. */
  get info(): WorkflowExecutionDescription | undefined {
    return this.#info;
  }

  get open(): boolean {
    return this.#open;
  }

  /** The SDK of the worker; undefined while no task has completed, or where workers do not say it. */
  get sdk(): Sdk | undefined {
    return this.#sdkOfBuild ?? this.#sdk.data ?? undefined;
  }

  /** The newest run of the same Workflow Id, when that is another one. */
  get newerRun(): LatestRun | undefined {
    const latest = this.latest.data;
    return !this.#open && latest && latest.runId !== this.target.runId ? latest : undefined;
  }

  /** Why the server cannot do it; undefined when it can, or when that is not known. */
  missing(feature: Feature): string | undefined {
    return missingFeature(feature, this.#facts.data);
  }

  /** Of this run, so that a newer one is never hit instead. Its answers are for {@link payloads} to show. */
  handle(runId = this.target.runId): WorkflowHandle {
    return wireClient(this.session, this.namespace).workflow.getHandle(this.workflowId, runId);
  }

  get payloads(): PayloadReader {
    return payloadsOf(this.session, this.namespace);
  }

  /** What the history of this run is loaded with. */
  get #loadedRun(): LoadedRun | undefined {
    return this.#info && loadedRun(this.session.client(this.namespace), this.#info);
  }

  /** A value behind the `?` of the address; empty without one. */
  value(name: string): string {
    return this.#input().query.get(name) ?? '';
  }

  /** The tab in the address. */
  get tab(): string {
    return this.value('tab');
  }

  /** The id of the chosen event, shared by timeline and history; from the address. */
  get selectedEvent(): number | undefined {
    const id = Number(this.value('event'));
    return Number.isInteger(id) && id > 0 ? id : undefined;
  }

  /** Another event, or none, without a new entry in the browser's history. */
  select(eventId: number | undefined): void {
    this.change({ event: eventId === undefined ? '' : String(eventId) });
  }

  /** The address of this page with other values behind the `?`; an empty one leaves it out. */
  hrefWith(change: Record<string, string>): string {
    const { namespace, workflowId, runId, query } = this.#input();
    return href('workflow', { namespace, workflowId, runId }, { ...Object.fromEntries(query), ...change });
  }

  tabHref(tab: RunTab): string {
    return this.hrefWith({ tab });
  }

  change(change: Record<string, string>): void {
    router.go(this.hrefWith(change), { replace: true });
  }

  /** Where a failure points: an event of this run, or another execution. */
  readonly failureLink = ({ eventId, execution }: FailureFact): string | undefined => {
    if (execution) return href('workflow', { ...execution, namespace: execution.namespace || this.namespace });
    return eventId === undefined ? undefined : this.hrefWith({ tab: 'history', event: String(eventId) });
  };

  /** The dialog that is open. */
  get action(): OpenAction | undefined {
    return this.#action;
  }

  openAction(action: OpenAction): void {
    this.#action = action;
  }

  /** The dialog of a reset, with the point at or before an event chosen. */
  get openReset(): ((eventId: number) => void) | undefined {
    if (!this.session.can('reset')) return undefined;
    return (eventId) => {
      this.#action = { id: 'reset', eventId };
    };
  }

  closeAction(changed: boolean): void {
    this.#action = undefined;
    if (changed) this.refresh();
  }

  /** After something was done to the run. */
  refresh(): void {
    renewDescriptions(this.#queries, this.session, this.target);
    if (this.latest.isFetched) void this.latest.refetch();
    void this.metadata.refetch();
  }
}

/** The run on screen; set by Workflow.svelte. */
export const [getRun, setRun] = createContext<RunPage>();
