import type { CreateQueryOptions } from '@tanstack/svelte-query';
import {
  type BatchDescription,
  BatchNotFoundError,
  grpcErrorOf,
  type WorkflowExecutionDescription,
  type WorkflowExecutionPage,
} from '../../../client/index.js';
import type { Session } from '../../state/session.svelte.js';
import { type JobState, jobDivision, type JobSummary, readJob, statesInQuery } from './job-record.js';

const invalidArgument = 3;

/** One job. Asked for often while it is young, seldom later, and not at all once it has ended or the tab is hidden. */
export function jobQuery(session: Session, namespace: string, jobId: string): CreateQueryOptions<BatchDescription> {
  return {
    queryKey: [session.id, namespace, 'batch', jobId],
    queryFn: ({ signal }) => session.client(namespace).batch.getHandle(jobId).describe({ signal }),
    refetchInterval: ({ state: { data, error } }) => {
      if (error instanceof BatchNotFoundError) return false;
      return data && data.state !== 'RUNNING' ? false : paceMs(data?.startTime);
    },
    structuralSharing: false,
  };
}

/** Milliseconds between two looks at something that began then. */
export function paceMs(startTime: Date | undefined, now = Date.now()): number {
  const age = startTime ? now - startTime.getTime() : 0;
  if (age < 30_000) return 1_000;
  if (age < 5 * 60_000) return 2_500;
  return age < 60 * 60_000 ? 5_000 : 15_000;
}

/**
 * The execution behind a job: the server runs each as a Workflow Execution of the same id. It alone tells a job that was
 * stopped from one that failed, and what keeps one that runs from getting on.
 */
export function jobRunQuery(
  session: Session,
  namespace: string,
  jobId: string,
  state: BatchDescription['state'] | undefined,
): CreateQueryOptions<WorkflowExecutionDescription> {
  return {
    queryKey: [session.id, namespace, 'batch', jobId, 'run', state],
    queryFn: ({ signal }) => session.client(namespace).with({ signal }).workflow.getHandle(jobId).describe(),
    enabled: state === 'RUNNING' || state === 'FAILED',
    refetchInterval: state === 'RUNNING' ? 5_000 : false,
    structuralSharing: false,
  };
}

/** A page of jobs, newest first. */
export interface JobPage {
  jobs: readonly JobSummary[];
  nextPageToken: Uint8Array | undefined;
}

/**
 * One page of the jobs, from visibility, where each is an execution of the division of jobs: one call tells their reason,
 * their operator and their numbers, where the list of batch operations would take a call for each job.
 */
export function jobsQuery(
  session: Session,
  namespace: string,
  { state, token }: { state: JobState | undefined; token: Uint8Array | undefined },
): CreateQueryOptions<JobPage> {
  const query = [jobDivision, ...(state ? [statesInQuery(state)] : [])].join(' AND ');
  return {
    queryKey: [session.id, namespace, 'batches', state ?? null, token ? Array.from(token) : null],
    queryFn: async ({ signal }) => {
      const request = { query, pageSize: jobsAPage, nextPageToken: token, signal };
      const page: WorkflowExecutionPage = await session.client(namespace).workflow.listPage(request);
      return { jobs: page.items.map(readJob), nextPageToken: page.nextPageToken };
    },
    refetchInterval: ({ state: { data } }) => {
      if (token) return false;
      return data?.jobs.some((job) => job.state === 'RUNNING') ? 5_000 : 30_000;
    },
    structuralSharing: false,
  };
}

/** A job for a list of executions carries all their ids, so pages are short. */
const jobsAPage = 25;

/** How many jobs run now: the server counts in the same way before it starts another. */
export function runningJobsQuery(session: Session, namespace: string): CreateQueryOptions<number> {
  return {
    queryKey: [session.id, namespace, 'batches', 'running'],
    queryFn: async ({ signal }) => {
      const query = `${jobDivision} AND ${statesInQuery('RUNNING')}`;
      return (await session.client(namespace).workflow.count(query, { signal })).count;
    },
    staleTime: 2_000,
  };
}

/** How many executions a query finds, and by which of the two wordings: servers without Paused refuse the first. */
export interface Counted {
  count: number;
  query: string;
  at: Date;
}

export function scopeCountQuery(
  session: Session,
  namespace: string,
  { query, queryBeforePaused }: { query: string; queryBeforePaused: string },
  enabled: boolean,
): CreateQueryOptions<Counted> {
  return {
    queryKey: [session.id, namespace, 'batch-scope', query],
    queryFn: async ({ signal }) => {
      const { workflow } = session.client(namespace);
      const counted = async (text: string) => ({
        count: (await workflow.count(text, { signal })).count,
        query: text,
        at: new Date(),
      });
      try {
        return await counted(query);
      } catch (error) {
        if (query === queryBeforePaused || grpcErrorOf(error)?.code !== invalidArgument) throw error;
        return counted(queryBeforePaused);
      }
    },
    enabled,
    // A number that a person is about to confirm must not change under their eyes.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  };
}

/** A few of those that a query finds, to be looked at before something is done to all of them. */
export function sampleQuery(
  session: Session,
  namespace: string,
  query: string,
  pageSize: number,
  enabled: boolean,
): CreateQueryOptions<WorkflowExecutionPage> {
  return {
    queryKey: [session.id, namespace, 'batch-sample', query, pageSize],
    queryFn: ({ signal }) => session.client(namespace).workflow.listPage({ query, pageSize, signal }),
    enabled: enabled && query !== '',
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false,
  };
}

/** How many executions a job's query finds at this moment. */
export function stillFoundQuery(
  session: Session,
  namespace: string,
  query: string,
  isRunning: boolean,
): CreateQueryOptions<number> {
  return {
    queryKey: [session.id, namespace, 'batch-found', query],
    queryFn: async ({ signal }) => (await session.client(namespace).workflow.count(query, { signal })).count,
    enabled: query !== '',
    refetchInterval: isRunning ? 5_000 : false,
    staleTime: 2_000,
  };
}
