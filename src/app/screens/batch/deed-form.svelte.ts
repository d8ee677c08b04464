import type { Session } from '../../state/session.svelte.js';
import { readPerson } from '../../state/person.js';
import { dialogTexts as texts } from '../../texts/batch.js';
import { compileDeed, type DeedDraft, type DraftErrors, emptyDraft } from './deed-draft.js';
import type { Deed } from './deeds.js';
import { mostDirect } from './direct-run.svelte.js';
import { canBeDoneDirectly } from './perform.js';
import type { BatchScope } from './scope.js';

/** `direct`: this page makes one call for each. `job`: the server does it. */
export type Way = 'direct' | 'job';

/** From here on, a slip is too dear for one click. */
export const confirmFrom = 100;

export interface DeedFormInputs {
  session: Session;
  namespace: string;
  deed: Deed;
  scope: BatchScope;
  /** How many it is for; nothing while that is not known. */
  count: () => number | undefined;
}

/** What a person fills in before something is done to many executions, and what follows from it. */
export class DeedForm {
  readonly #inputs: DeedFormInputs;
  draft = $state<DeedDraft>(emptyDraft());
  reason = $state('');
  who = $state(readPerson());
  confirmation = $state('');
  wanted = $state<Way>('direct');
  submitted = $state(false);

  constructor(inputs: DeedFormInputs) {
    this.#inputs = inputs;
  }

  readonly #compiled = $derived.by(() => compileDeed(this.#inputs.deed.kind, this.draft));

  get compiled(): ReturnType<typeof compileDeed> {
    return this.#compiled;
  }

  /** The ways that are open, the better one for so many first. */
  get ways(): readonly Way[] {
    const { session, scope } = this.#inputs;
    const direct = scope.kind === 'rows' && scope.rows.length <= mostDirect && !this.needsJob;
    return [...(direct ? (['direct'] as const) : []), ...(session.can('batch') ? (['job'] as const) : [])];
  }

  get way(): Way | undefined {
    return this.ways.find((way) => way === this.wanted) ?? this.ways[0];
  }

  /** Only a batch job finds a Build Id in the histories. */
  get needsJob(): boolean {
    if (this.#inputs.deed.kind === 'reset' && this.draft.resetTo === 'build-id') return true;
    return this.#compiled.ok && !canBeDoneDirectly(this.#compiled.operation);
  }

  /** Whether the reason is kept anywhere, the way it is done. */
  get asksReason(): boolean {
    return this.way === 'job' || this.#inputs.deed.keepsReason.includes('direct');
  }

  /** What has to be typed before it is done; nothing for a few. */
  get confirm(): { kind: 'count' | 'name'; label: string; accepts: (typed: string) => boolean } | undefined {
    const { scope, namespace } = this.#inputs;
    const count = this.#inputs.count() ?? 0;
    if (scope.kind === 'query' && scope.isEverything) {
      return { kind: 'name', label: texts.confirmName(namespace), accepts: (typed) => typed.trim() === namespace };
    }
    if (count <= confirmFrom) return undefined;
    const accepts = (typed: string) => typed.replace(/[\s,.'’]/g, '') === String(count);
    return { kind: 'count', label: texts.confirmCount(count), accepts };
  }

  /** Shown once it was submitted; nobody is told of a mistake before he made it. */
  get errors(): DraftErrors & { reason?: string; confirmation?: string } {
    if (!this.submitted) return { fields: {} };
    return {
      ...(this.#compiled.ok ? { fields: {} } : this.#compiled.errors),
      ...(this.way === 'job' && !this.reason.trim() ? { reason: texts.missingReason } : {}),
      ...(this.confirm && !this.confirm.accepts(this.confirmation) ? { confirmation: texts.confirmWrong } : {}),
    };
  }

  /** Whether nothing is wrong with what is filled in; says what is, from now on. */
  check(): boolean {
    this.submitted = true;
    const { errors } = this;
    return this.#compiled.ok && !errors.reason && !errors.confirmation;
  }
}
