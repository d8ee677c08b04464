/** All pages in one build, or one development server: `npm run example -- react`. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const pages = ['react', 'vue', 'svelte', 'plain'];

export default defineConfig({
  root: here('.'),
  base: './',
  cacheDir: here('../../node_modules/.vite/example-pages'),
  plugins: [vue(), svelte({ configFile: false, compilerOptions: { runes: true } })],
  resolve: {
    // Only here, in the repository of the package: elsewhere it is installed.
    alias: [
      { find: /^temporal-web-client$/, replacement: here('../../src/client/index.ts') },
      { find: /^temporal-web-client\/query$/, replacement: here('../../src/query/index.ts') },
    ],
  },
  build: {
    outDir: here('../../dist/example-pages'),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: pages.map((page) => here(`${page}/index.html`)),
      // 'use client' of React libraries is for servers.
      onLog: (level, log, show) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') show(level, log);
      },
    },
  },
});
