import { fileURLToPath } from 'node:url';

/** Packages are in folders above this one: the client beside it, Next and React where all bundlers are. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

export default { output: 'export', turbopack: { root } };
