import { router } from '../../../state/router.svelte.js';
import type { WorkflowList } from '../workflow-list.svelte.js';
import { contentOf, isSameContent, type SavedView } from './saved-view.js';
import { savedViews } from './saved-views.svelte.js';
import { savedViewHref, viewHref } from './view-address.js';

/** The view that the list shows: one of this browser, perhaps with changes, or one that came with a link. */
export class ShownView {
  readonly #list: WorkflowList;

  constructor(list: WorkflowList) {
    this.#list = list;
  }

  /** The stored view that the address names. */
  get own(): SavedView | undefined {
    const found = savedViews.find(this.#list.address.view?.id);
    return found && (found.namespace ?? this.#list.namespace) === this.#list.namespace ? found : undefined;
  }

  /** The name of a view that is not stored here. */
  get sharedName(): string | undefined {
    return this.own ? undefined : this.#list.address.view?.name;
  }

  get isEdited(): boolean {
    return this.own !== undefined && !isSameContent(this.own, this.#list.address);
  }

  /** The list as it is shown, columns too: what somebody else should see. */
  get link(): string {
    const { address, columns, namespace } = this.#list;
    return viewHref(namespace, { ...contentOf(address), columns: columns.chosen }, address.view);
  }

  /** What is stored becomes what is shown. */
  saveChanges(): void {
    const { own } = this;
    if (own) savedViews.save({ ...own, ...contentOf(this.#list.address) });
  }

  /** What is shown becomes what is stored. */
  revert(): void {
    if (this.own) router.go(savedViewHref(this.#list.namespace, this.own));
  }

  /** The list stays filtered as the link has it; its name, order and columns go. */
  dismiss(): void {
    router.go(this.#list.hrefOf({ view: undefined, columns: undefined, sort: undefined }), { replace: true });
  }
}
