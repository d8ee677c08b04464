import type { CreateQueryOptions } from '@tanstack/svelte-query';
import type { Session } from '../../../state/session.svelte.js';
import { runKey, type RunTarget } from '../queries.js';

/** Which SDK runs the workflow code. */
export interface Sdk {
  /** `TypeScript`, or the name as the worker sent it. */
  name: string;
  version: string;
}

const names: Record<string, string> = {
  'temporal-typescript': 'TypeScript',
  'temporal-go': 'Go',
  'temporal-java': 'Java',
  'temporal-python': 'Python',
  'temporal-dotnet': '.NET',
  'temporal-ruby': 'Ruby',
  'temporal-php': 'PHP',
  'temporal-rust': 'Rust',
};

export function sdkFrom(name: string, version: string): Sdk | undefined {
  return name ? { name: names[name] ?? name, version } : undefined;
}

/** The default build id of the TypeScript SDK names it, which saves a question. */
export function sdkOfBuildId(buildId: string): Sdk | undefined {
  const version = /^@temporalio\/worker@(\d[^+]*)/.exec(buildId)?.[1];
  return version === undefined ? undefined : { name: 'TypeScript', version };
}

/** A page counts batches: start, task started, task completed. */
const firstBatches = 3;

/** What the first completed Workflow Task says of its worker. */
export function sdkQuery(session: Session, target: RunTarget, enabled: boolean): CreateQueryOptions<Sdk | null> {
  return {
    queryKey: [...runKey(session, target), 'sdk'],
    queryFn: async ({ signal }) => {
      const handle = session.client(target.namespace).workflow.getHandle(target.workflowId, target.runId);
      for await (const { events } of handle.history({ pageSize: firstBatches, signal })) {
        for (const { attributes } of events) {
          if (attributes.case !== 'workflowTaskCompletedEventAttributes') continue;
          const { sdkName = '', sdkVersion = '' } = attributes.value.sdkMetadata ?? {};
          return sdkFrom(sdkName, sdkVersion) ?? null;
        }
        break;
      }
      return null;
    },
    enabled: enabled && target.runId !== undefined,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  };
}
