import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { subresourceIntegrity } from './build/integrity.js';
import { generatedCodeLicenses } from './build/license-list.js';
import { contentSecurityPolicyTag } from './build/policy-tag.js';
import { chunksFrom } from './chunks.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../../dist/console', import.meta.url));

/** What the page may call, for hosts without headers: origins with spaces between. See docs/hosting.md. */
const connect = process.env['CONSOLE_CONNECT']?.split(' ').filter(Boolean);

export default defineConfig({
  root,
  // Relative, so that the folder works under any path of any static host.
  base: './',
  plugins: [
    contentSecurityPolicyTag(connect),
    subresourceIntegrity(),
    generatedCodeLicenses(),
    svelte({ compilerOptions: { runes: true } }),
  ],
  build: {
    outDir,
    emptyOutDir: true,
    // Of the packages whose code is in the build, with their texts.
    license: { fileName: 'licenses.md' },
    target: 'es2022',
    // The first browsers with light-dark(), oklch() and popover; older targets would rewrite the tokens.
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    modulePreload: {
      polyfill: false,
      // Parts of one file too: what is fetched by name has its hash checked.
      resolveDependencies: (file, needed) => (needed.includes(file) ? needed : [file, ...needed]),
    },
    // A data: URL would be a second way in for fonts and scripts; the policy has no such door.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: chunksFrom(fileURLToPath(new URL('main.ts', import.meta.url))) },
      },
    },
  },
});
