import type { Page } from 'playwright';
import type { Role } from '../../src/deploy/roles.js';
import type { UserId } from '../../src/dev/variants/identity-users.js';
import { type Answer, ending } from './caller.js';
import type { World } from './world.js';

/** What an attack has to come to: a refusal of this kind in these words, or something that passes without doing harm. */
export type Expected =
  | {
      /** gRPC status. */
      readonly code: string;
      /** `http 413`, where no gRPC status comes. */
      readonly transport?: string;
      /** In what the page says. */
      readonly words: string;
      /** Whether the page may say that trying again can help. */
      readonly retryable?: true;
    }
  | { readonly passes: string };

/** Something that must not work. */
export interface Attack<T> {
  readonly name: string;
  /** A page in Chromium, or a program that can send what pages cannot. */
  readonly by: 'page' | 'program';
  readonly expected: Expected;
  run(variant: T, world: World): Promise<Answer>;
}

/** Something that must work, or the refusals mean nothing. */
export interface Allowed {
  readonly user: UserId;
  readonly role: Role;
  readonly namespace: string;
}

/** A stack that refuses, and what it has to refuse. */
export interface Variant<T = unknown> {
  readonly name: string;
  start(world: World): Promise<T>;
  /** Addresses at which everything in `allowed` has to work. */
  addresses(variant: T): Readonly<Record<string, string>>;
  readonly allowed: readonly Allowed[];
  /** Whence it is done, for each of them. Default: the page that all share. */
  page?(variant: T, user: UserId, world: World): Promise<Page>;
  /** Whether pages bring no token: they are signed in by other means. */
  readonly withoutTokens?: true;
  readonly attacks: readonly Attack<T>[];
  stop(variant: T): Promise<void>;
}

/** Checks a variant's types and forgets them. */
export function defineVariant<T>(variant: Variant<T>): Variant {
  return variant;
}

/** `expected` in one line. */
export function describeExpected(expected: Expected): string {
  if ('passes' in expected) return expected.passes;
  const { code, transport, words } = expected;
  return `${code}${transport ? ` (${transport})` : ''}: … ${words} …`;
}

/** Whether an answer is the right one, with nothing to add; else what is wrong. */
export function problemsOf(answer: Answer, expected: Expected): string[] {
  if (answer.ok || 'passes' in expected) {
    const right = answer.ok && 'passes' in expected && answer.text === expected.passes;
    return right ? [] : [`got "${ending(answer)}" instead of "${describeExpected(expected)}"`];
  }
  const { code, transport, words, retryable = false } = expected;
  const said = [answer.title, answer.hint, answer.detail].join('\n');
  return [
    ...(answer.code === code ? [] : [`the code is ${answer.code}`]),
    ...(answer.transport === transport ? [] : [`it came as ${answer.transport ?? 'a gRPC status'}`]),
    ...(said.includes(words) ? [] : [`"${words}" is not among what the page says: ${said}`]),
    ...(answer.retryable === retryable ? [] : [`retryable is ${answer.retryable}`]),
    ...(/[a-z]{3,} .*[.)]$/s.test(answer.title) ? [] : [`"${answer.title}" is no sentence`]),
  ];
}
