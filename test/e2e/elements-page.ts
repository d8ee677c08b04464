import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright';
import { inject } from 'vitest';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import { serveFolder } from '../fixtures/serve-folder.js';

const { envoyUrl, namespace, taskQueue, chromium: executablePath } = inject('stack');
const root = fileURLToPath(new URL('../..', import.meta.url));
const shots = join(root, '.stack/shots/elements');

/** As strict as a page can be that talks to a server: no HTML from strings, no styles or scripts but its own files. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'connect-src http:',
  "require-trusted-types-for 'script'",
  // Of Vue itself, which has one.
  'trusted-types vue',
].join('; ');

/** Pages that are built with the elements, and a browser that shows them. */
export class ElementPages {
  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
    private readonly server: Awaited<ReturnType<typeof serveFolder>>,
  ) {}

  static async start(): Promise<ElementPages> {
    const folder = mkdtempSync(join(tmpdir(), 'twc-elements-'));
    mkdirSync(shots, { recursive: true });
    await build({
      entryPoints: ['plain', 'react', 'vue'].map((name) => `test/fixtures/element-pages/${name}.ts`),
      absWorkingDir: root,
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      define: {
        'process.env.NODE_ENV': '"production"',
        __VUE_OPTIONS_API__: 'false',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
    });
    const [browser, server] = await Promise.all([
      chromium.launch({ executablePath, args: chromiumFlags() }),
      serveFolder(folder),
    ]);
    return new ElementPages(browser, folder, server);
  }

  /**
   * Opens a page; an error that nobody caught, or a refusal of the policy, is thrown by {@link ElementPage.close}.
   *
   * @param script which one it loads
   */
  async open(
    script: 'plain' | 'react' | 'vue',
    body: string,
    { colorScheme = 'light', width = 1280, reducedMotion = 'no-preference' }: PageLook = {},
  ): Promise<ElementPage> {
    const name = `page-${crypto.randomUUID()}.html`;
    writeFileSync(join(this.folder, 'page.css'), styles);
    writeFileSync(
      join(this.folder, name),
      `<!doctype html><html lang="en" data-address="${envoyUrl}" data-namespace="${namespace}" data-task-queue="${taskQueue}">
       <meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
       <meta name="viewport" content="width=device-width"><title>${script}</title><link rel="stylesheet" href="page.css">
       <body>${body}<script type="module" src="${script}.js"></script></body></html>`,
    );
    const page = await this.browser.newPage({ colorScheme, reducedMotion, viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${this.server.url}/${name}`);
    return { page, complaints, shot: (file) => page.screenshot({ path: join(shots, `${file}.png`), fullPage: true }) };
  }

  async stop(): Promise<void> {
    await Promise.all([this.browser.close(), this.server.close()]);
    rmSync(this.folder, { recursive: true });
  }
}

interface PageLook {
  colorScheme?: 'light' | 'dark';
  width?: number;
  reducedMotion?: 'no-preference' | 'reduce';
}

/** A page that is open. */
export interface ElementPage {
  readonly page: Page;
  /** Errors that nobody caught, and what the policy refused. */
  readonly complaints: readonly string[];
  readonly shot: (file: string) => Promise<unknown>;
}

const styles = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font-family: system-ui; }
body { max-width: 720px; margin: 24px auto; padding: 0 16px; }
main { display: grid; gap: 16px; }
output { white-space: pre-line; }
`;
