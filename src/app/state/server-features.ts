/**
 * What a server can do: told by its version and by the capabilities of the Namespace. What is not told is tried, and a
 * server that does not know a call says so (`UnsupportedError`); but an option that an old server drops without a word
 * must not be offered.
 */
import type { CreateQueryOptions } from '@tanstack/svelte-query';
import type { NamespaceCapabilities } from '../../client/index.js';
import { featureTexts as texts } from '../texts/features.js';
import type { Session } from './session.svelte.js';

export interface ServerFacts {
  /** Empty where the server does not tell. */
  version: string;
  /** None where they may not be read. */
  capabilities: NamespaceCapabilities | undefined;
}

interface Needs {
  /** The first release that has it; docs/compatibility.md. */
  since: string;
  /** Told by the server itself, which may have it switched off. */
  capability?: keyof NamespaceCapabilities;
}

const features = {
  update: { since: '1.20.0', capability: 'syncUpdate' },
  updateWithStart: { since: '1.24.0', capability: 'syncUpdate' },
  /** https://github.com/temporalio/ui/pull/2014: older ones repeat all, whatever is excluded. */
  resetExclude: { since: '1.24.0' },
  options: { since: '1.26.2' },
  activityCommands: { since: '1.27.0' },
  pause: { since: '1.30.0', capability: 'workflowPause' },
} as const satisfies Record<string, Needs>;

export type Feature = keyof typeof features;

/** Why the server cannot do it; undefined when it can, or when that is not known. */
export function missingFeature(feature: Feature, facts: ServerFacts | undefined): string | undefined {
  const { since, capability }: Needs = features[feature];
  const version = facts?.version ?? '';
  if (isOlder(version, since)) return texts.tooOld(since, version);
  return capability && facts?.capabilities?.[capability] === false ? texts.switchedOff : undefined;
}

/** Not for a version that is no version: then nothing is known. */
function isOlder(version: string, than: string): boolean {
  const [is, needed] = [numbersOf(version), numbersOf(than)];
  if (!is || !needed) return false;
  const index = is.findIndex((part, position) => part !== needed[position]);
  return index >= 0 && is[index]! < needed[index]!;
}

function numbersOf(version: string): number[] | undefined {
  return /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
}

/** What the server of a Namespace tells of itself. It changes with the server only. */
export function serverFactsQuery(
  session: Session,
  namespace: string,
  enabled: boolean,
): CreateQueryOptions<ServerFacts> {
  return {
    queryKey: [session.id, namespace, 'serverFacts'],
    queryFn: async ({ signal }) => {
      const [info, described] = await Promise.allSettled([
        session.connection.ensureConnected(),
        session.client(namespace).namespaces.describe(undefined, { signal }),
      ]);
      signal.throwIfAborted();
      // A key may lack the right to describe the Namespace: then the calls themselves tell.
      return {
        version: info.status === 'fulfilled' ? (info.value?.serverVersion ?? '') : '',
        capabilities: described.status === 'fulfilled' ? described.value.capabilities : undefined,
      };
    },
    enabled,
    staleTime: 10 * 60_000,
    refetchOnWindowFocus: false,
  };
}
