import type { Suggestion } from '../../components/suggestion.js';
import type { CreateQueryOptions } from '@tanstack/svelte-query';
import type { Session } from '../../state/session.svelte.js';
import { texts } from '../../texts/start.js';
import type { TypeOnQueue } from './recent.js';

/** Types and queues of the newest executions: one page of the list, since no call names them all. */
export function seenQuery(session: Session, namespace: string): CreateQueryOptions<TypeOnQueue[]> {
  return {
    queryKey: [session.id, namespace, 'start-seen'],
    queryFn: async ({ signal }) => {
      const page = await session.client(namespace).workflow.listPage({ pageSize: 100, signal });
      const seen = page.items.map(({ type, taskQueue }) => ({ workflowType: type, taskQueue }));
      const unique = new Map(seen.map((entry) => [JSON.stringify(entry), entry]));
      return [...unique.values()];
    },
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  };
}

/** Values of one field, those that were used from here before those that were only seen. */
export function suggestionsOf(
  field: keyof TypeOnQueue,
  recent: readonly TypeOnQueue[],
  seen: readonly TypeOnQueue[],
  fits: (entry: TypeOnQueue) => boolean = always,
): Suggestion[] {
  const notes = new Map<string, string>();
  for (const entry of recent.filter(fits)) notes.set(entry[field], texts.usedBefore);
  for (const entry of seen.filter(fits)) if (!notes.has(entry[field])) notes.set(entry[field], texts.seenInList);
  // Where nothing fits, all is better than nothing.
  if (notes.size === 0 && fits !== always) return suggestionsOf(field, recent, seen, always);
  return [...notes].map(([value, note]) => ({ value, note }));
}

function always(): boolean {
  return true;
}
