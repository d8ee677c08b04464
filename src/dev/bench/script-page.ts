import { build } from 'esbuild';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page on a free port of this machine that does nothing but run one script. */
export interface ScriptPage {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Bundles `entry` and serves it in a page. */
export async function serveScriptPage(entry: string, { minify }: { readonly minify: boolean }): Promise<ScriptPage> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const script = outputFiles[0]!.contents;
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
