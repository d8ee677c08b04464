/**
 * `npm run hosting [-- --connect ORIGIN… --out FOLDER]`: writes what static hosts of the console are told.
 * `--connect` is what pages may call: the proxy, the codec, the identity provider; without it, any http(s) address.
 * `--out` is deploy/hosting when it is left out. Programs that are installed read what is theirs: `nginx -t`,
 * `caddy validate`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hostingFiles } from '../../deploy/hosting/hosting-files.js';
import { repoRoot } from '../paths.js';
import { validateHosting } from './validate-hosting.js';

const { values } = parseArgs({ options: { connect: { type: 'string', multiple: true }, out: { type: 'string' } } });
const folder = resolve(values.out ?? join(repoRoot, 'deploy/hosting'));
for (const [name, text] of Object.entries(hostingFiles({ ...(values.connect && { connect: values.connect }) }))) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`  ${relative(process.cwd(), file)}`);
}
for (const line of await validateHosting(folder)) console.log(`  ${line}`);
