import { type GrpcError, statusName } from '../../../client/index.js';

/** What is special about a batch job that the server did not start; nothing where its own words say enough. */
export type StartProblem = 'busy' | 'disabled' | 'unsupported' | 'tooMany';

export function startProblem(error: GrpcError | undefined): StartProblem | undefined {
  if (!error) return undefined;
  switch (statusName(error.code)) {
    case 'RESOURCE_EXHAUSTED':
      return /concurrent batch/i.test(error.details) ? 'busy' : undefined;
    case 'PERMISSION_DENIED':
      return /disabled/i.test(error.details) ? 'disabled' : undefined;
    case 'UNIMPLEMENTED':
      return 'unsupported';
    case 'INVALID_ARGUMENT':
      return /execution.*(?:limit|maximum|exceed|too many)/i.test(error.details) ? 'tooMany' : undefined;
    default:
      return undefined;
  }
}
