import { isRecord, readStored, writeStored } from './stored.js';

/** A batch job that was started or opened in this tab and may still run. */
export interface FollowedJob {
  /** Of the proxy: the same id means nothing elsewhere. */
  address: string;
  namespace: string;
  jobId: string;
  /** "Terminate 1,234 workflows". */
  title: string;
  /** How many it was started for; the server needs seconds to count them. */
  total: number;
}

/** The jobs that the chip in the top bar follows. They survive a reload of the tab, like the jobs themselves. */
class BatchJobs {
  #items = $state.raw<readonly FollowedJob[]>(read());

  get items(): readonly FollowedJob[] {
    return this.#items;
  }

  find(address: string, namespace: string, jobId: string): FollowedJob | undefined {
    return this.#items.find((job) => isSame(job, { address, namespace, jobId }));
  }

  add(job: FollowedJob): void {
    this.#write([...this.#items.filter((other) => !isSame(job, other)), job]);
  }

  remove(job: FollowedJob): void {
    this.#write(this.#items.filter((other) => !isSame(job, other)));
  }

  #write(items: readonly FollowedJob[]): void {
    this.#items = items;
    writeStored('batch-jobs', items.length > 0 ? items : undefined, 'session');
  }
}

type JobKey = Pick<FollowedJob, 'address' | 'namespace' | 'jobId'>;

function isSame(one: JobKey, other: JobKey): boolean {
  return one.jobId === other.jobId && one.namespace === other.namespace && one.address === other.address;
}

function read(): FollowedJob[] {
  const stored = readStored('batch-jobs', 'session');
  if (!Array.isArray(stored)) return [];
  return stored.filter(isRecord).flatMap(({ address, namespace, jobId, title, total }) => {
    if (typeof address !== 'string' || typeof namespace !== 'string' || typeof jobId !== 'string') return [];
    return [
      {
        address,
        namespace,
        jobId,
        title: typeof title === 'string' ? title : '',
        total: typeof total === 'number' ? total : 0,
      },
    ];
  });
}

export const batchJobs = new BatchJobs();
