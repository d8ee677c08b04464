import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** What loads while the first screen does, or soon after: listed in the page itself, so that the long list is not needed for it. */
const atStart = /^(check-health|health|late)-/;

const helper = '\0vite/preload-helper.js';
const loadPart = fileURLToPath(new URL('../load-part.ts', import.meta.url));

/**
 * Subresource Integrity of the built page, for what its HTML names and for what it loads later, styles too. Later files
 * are in a list of their own, which is loaded with the first of them; the page has the list's own hash. An import map
 * could say the same, but of scripts alone, inline and with each load.
 */
export function subresourceIntegrity(): Plugin {
  return {
    name: 'subresource-integrity',
    apply: 'build',
    enforce: 'pre',
    load: {
      order: 'pre',
      // In place of the bundler's own way to fetch what belongs to an `import()`.
      handler: (id) =>
        id === helper ? `export { loadPart as __vitePreload } from ${JSON.stringify(loadPart)};` : null,
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      // From the files as they are written: whatever comes after would not be in a hash.
      handler: ({ dir }) => addIntegrity(dir!),
    },
  };
}

/** Writes the hashes of all files below `folder`/assets into a list there, and into the page. */
function addIntegrity(folder: string): void {
  const assets = join(folder, 'assets');
  const hashes = readdirSync(assets)
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => [name, hashOf(join(assets, name))] as const);
  const list = JSON.stringify(Object.fromEntries(hashes));
  const listHash = hash(list);
  const listName = `integrity-${listHash.slice(0, 12).replaceAll(/[+/]/g, '_')}.json`;
  writeFileSync(join(assets, listName), list);

  const inPage = [[listName, listHash] as const, ...hashes.filter(([name]) => atStart.test(name))];
  const page = join(folder, 'index.html');
  const html = readFileSync(page, 'utf8').replaceAll(
    /<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]* (?:src|href)="\.\/([^"]+)"/g,
    (tag, path: string) => {
      // Without CORS, a policy that demands integrity does not count it.
      const cors = tag.includes(' crossorigin') ? '' : ' crossorigin';
      return `${tag}${cors} integrity="sha256-${hashOf(join(folder, path))}"`;
    },
  );
  const meta = `<meta name="integrity" content="${inPage.flat().join(' ')}">`;
  writeFileSync(page, html.replace('</head>', `  ${meta}\n  </head>`));
}

function hashOf(file: string): string {
  return hash(readFileSync(file));
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64');
}
