/** What helps to write a query; it loads together with the editor. */
import type { CompletionSource } from '../../../components/code-editor/completions.js';
import type { EditorProblem } from '../../../components/code-editor/problem.js';
import { preferences } from '../../../state/preferences.svelte.js';
import type { WorkflowList } from '../workflow-list.svelte.js';
import type { FilterAttribute } from './attributes.js';
import { knownValues } from './known-values.js';
import { queryCompletion } from './query-completion.js';
import { problemsOf as findProblems } from './query-problems.js';
import { recentQueries } from './recent-queries.js';

/** @param attributes those of the Namespace, once they are known */
export function completionFor(list: WorkflowList, attributes: () => readonly FilterAttribute[]): CompletionSource {
  const values = knownValues(list);
  return queryCompletion(() => ({
    attributes: attributes(),
    values,
    recent: recentQueries(list.namespace),
  }));
}

export function problemsOf(text: string, error: unknown): EditorProblem[] {
  return findProblems(text, error, Date.now(), preferences.timeZone);
}
