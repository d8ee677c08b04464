/** `npm run build:demo`: the console on the in-memory server, as a folder for any static host. */
import { fileURLToPath } from 'node:url';
import { mergeConfig, type Plugin, type UserConfig } from 'vite';
import app from '../app/vite.config.js';

/** The page loads the server before the console. */
function demoEntry(): Plugin {
  return {
    name: 'demo-entry',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html
          .replace('<script type="module" src="./main.ts">', '<script type="module" src="../demo/main.ts"></script>$&')
          .replace('<title>Temporal console</title>', '<title>Temporal console (simulated)</title>'),
    },
  };
}

const demo: UserConfig = {
  plugins: [demoEntry()],
  build: {
    // The console and a server, in kB before compression.
    chunkSizeWarningLimit: 1000,
    outDir: fileURLToPath(new URL('../../dist/demo', import.meta.url)),
  },
};

export default mergeConfig(app, demo);
