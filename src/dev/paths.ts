import { fileURLToPath } from 'node:url';

/** Root of the repository, with a trailing separator. */
export const repoRoot = fileURLToPath(new URL('../../', import.meta.url));

/** What running leaves behind in the checkout: logs, state, certificates. Not committed. */
export const stackFolder = fileURLToPath(new URL('../../.stack/', import.meta.url));
