/**
 * `npm run docs [-- --port PORT] [-- --build]`: builds the documentation and serves it until Ctrl-C.
 * With `--build` it is only built, into `dist/docs`; a folder for any static host.
 */
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { nextFreePort } from '../ports.js';
import { elapsed } from '../progress.js';
import { buildDocs, docsFolder } from './build-docs.js';

const { values } = parseArgs({
  options: { build: { type: 'boolean', default: false }, port: { type: 'string', default: '5180' } },
});
const started = performance.now();
try {
  await buildDocs();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
console.log(`Built ${docsFolder} in ${elapsed(started)}.`);
if (!values.build) {
  const server = await preview({
    configFile: false,
    // Not found is not found, instead of the first page.
    appType: 'mpa',
    build: { outDir: docsFolder },
    preview: { host: '127.0.0.1', port: await nextFreePort(Number(values.port)), strictPort: true },
  });
  console.log(`Read it at ${server.resolvedUrls?.local[0] ?? ''} (Ctrl-C ends it)`);
}
