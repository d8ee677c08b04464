import type { ConsoleConfig } from './config.js';
import { actions } from './permissions.js';
import { isRecord } from './stored.js';

type Kind = 'text' | 'flag' | 'list' | 'object';

/** Every key, with what its value has to be. A key that is missing here is told as a mistake. */
const kinds: Record<Exclude<keyof ConsoleConfig, 'source'>, readonly Kind[]> = {
  address: ['text'],
  namespace: ['text'],
  taskQueue: ['text'],
  profiles: ['list'],
  namespaces: ['list'],
  readOnly: ['flag'],
  disabled: ['list'],
  codec: ['object', 'text', 'flag'],
  countsRefresh: ['flag'],
  live: ['flag'],
  theme: ['text'],
  timeZone: ['text'],
  links: ['list'],
  banner: ['text'],
  signIn: ['list'],
};

/** What in the file means nothing, in words, with what may have been meant. */
export function problemsOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (value instanceof SyntaxError) return [`It is not JSON: ${value.message}.`];
  if (!isRecord(value)) return ['It must be a JSON object.'];
  const known = Object.keys(kinds);
  const problems = Object.entries(value).flatMap(([key, entry]) => {
    const wanted = (kinds as Record<string, readonly Kind[] | undefined>)[key];
    if (!wanted) return [`“${key}” means nothing here.${hint(key, known)}`];
    return wanted.some((kind) => kind === kindOf(entry)) ? [] : [`“${key}” must be ${kindWords[wanted[0]!]}.`];
  });
  const disabled: unknown[] = Array.isArray(value['disabled']) ? value['disabled'] : [];
  for (const name of disabled) {
    if (!actions.some((action) => action === name)) {
      problems.push(`“${String(name)}” in disabled is no action.${hint(String(name), actions)}`);
    }
  }
  return problems;
}

const kindWords: Record<Kind, string> = {
  text: 'a text',
  flag: 'true or false',
  list: 'a list',
  object: 'an object',
};

function kindOf(value: unknown): Kind | undefined {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'flag';
  if (Array.isArray(value)) return 'list';
  return isRecord(value) ? 'object' : undefined;
}

/** What may have been meant; empty when nothing is near. */
export function hint(typed: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.max(1, Math.floor(near.name.length / 3)) ? ` Did you mean “${near.name}”?` : '';
}

/** How many letters have to be added, taken away or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
