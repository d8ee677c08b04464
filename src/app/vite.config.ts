import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../../dist/console', import.meta.url));

/**
 * What the built page may do. `connect-src` has to admit any http(s) address,
 * because the operator types the address of the proxy at run time; everything
 * else is closed. Scripts and styles come from the page's own origin only, and
 * the one Trusted Types policy is the one that Svelte's compiled templates use.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' http: https:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** Only the built page: the development server injects inline scripts and styles. */
function contentSecurityPolicyTag(): Plugin {
  return {
    name: 'content-security-policy-tag',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  root,
  // Relative, so that the folder works under any path of any static host.
  base: './',
  plugins: [contentSecurityPolicyTag(), svelte({ compilerOptions: { runes: true } })],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // The first browsers with light-dark(), oklch() and popover; older targets would rewrite the tokens.
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    modulePreload: { polyfill: false },
    // A data: URL would be a second way in for fonts and scripts; the policy above has no such door.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // All that the first screen needs, in one file: two dozen small ones cost more requests and more bytes.
        codeSplitting: { groups: [{ name: 'console', tags: ['$initial'] }] },
      },
    },
  },
});
