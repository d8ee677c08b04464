import { brandError } from '../internal/brand-error.js';

/**
 * A Build Id is not known on the Task Queue: it is wrong, or the server has forgotten it.
 *
 * @deprecated with the Build Id versioning that it belongs to; use Worker Deployments (`client.deployment`)
 */
export class BuildIdNotFoundError extends Error {
  declare readonly cause?: Error;
}
// eslint-disable-next-line @typescript-eslint/no-deprecated -- as long as it is there
brandError(BuildIdNotFoundError, 'BuildIdNotFoundError');
