/** Runes are published as they were written: what compiles them is the Svelte of the page, also the oldest that may. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium } from 'playwright';
import { build } from 'vite';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import { installConsumer, manifest, run, temporaryFolder } from '../fixtures/packed-package.js';
import { serveFolder } from '../fixtures/serve-folder.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { envoyUrl, taskQueue, chromium: executablePath } = inject('stack');
const { tarball, consumer } = inject('packed');
const temporary = temporaryFolder();
afterAll(() => temporary.remove());

const oldest = manifest.peerDependencies['svelte']!.replace('^', '');

const component = `
<script>
  import { Client, Connection } from 'temporal-web-client';
  import { useResult, useWorkflow } from 'temporal-web-client/svelte';

  const client = new Client({ connection: Connection.lazy({ address: ${JSON.stringify(envoyUrl)} }) });
  let workflowId = $state('');
  let failed = $state('');
  const result = useResult(() => workflowId, { client });
  const workflow = useWorkflow(() => workflowId, { client });

  async function start(id) {
    await client.workflow.start('greet', { taskQueue: ${JSON.stringify(taskQueue)}, workflowId: id, args: ['Ada'] });
    workflowId = id;
  }
  start(${JSON.stringify(uniqueId())}).catch((error) => (failed = error.message));
</script>

<p role="status">{result.done && workflow.closed ? result.value : failed}</p>
`;

/** Builds the component with the Svelte of a folder, and gives the text that its page comes to. */
async function shown(folder: string): Promise<string | null> {
  const out = join(folder, 'svelte-page');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(folder, 'Page.svelte'), component);
  writeFileSync(
    join(folder, 'page.js'),
    `import { mount } from 'svelte'; import Page from './Page.svelte'; mount(Page, { target: document.body });`,
  );
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ configFile: false })],
    build: { outDir: out, rolldownOptions: { input: join(folder, 'page.js'), output: { entryFileNames: 'page.js' } } },
  });
  writeFileSync(join(out, 'index.html'), '<!doctype html><body><script type="module" src="page.js"></script>');
  const server = await serveFolder(out);
  const browser = await chromium.launch({ executablePath, args: chromiumFlags() });
  try {
    const page = await browser.newPage();
    const broken = new Promise<never>((_resolve, reject) => page.on('pageerror', reject));
    const status = page.getByRole('status').filter({ hasText: /./ });
    await Promise.race([page.goto(`${server.url}/index.html`).then(() => status.waitFor()), broken]);
    return await status.textContent();
  } finally {
    await browser.close();
    await server.close();
  }
}

describe('a page of Svelte that has the package', () => {
  it('waits for a result', async () => {
    expect(await shown(consumer)).toBe('Hello, Ada!');
  });

  it(`compiles its runes with Svelte ${oldest}, the oldest that may`, async () => {
    await installConsumer(temporary.path, tarball);
    const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--silent'];
    await run('npm', ['install', ...options, `svelte@${oldest}`], temporary.path);
    const { output } = await run('npm', ['ls', 'svelte', '--depth=0', '--parseable', '--long'], temporary.path);
    expect(output).toContain(`svelte@${oldest}`);
    const compiled = await run(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { readdirSync, readFileSync } from 'node:fs';
         import { compileModule, VERSION } from 'svelte/compiler';
         const folder = 'node_modules/temporal-web-client/dist/src/svelte/';
         const modules = readdirSync(folder).filter((name) => name.endsWith('.svelte.js'));
         for (const filename of modules) {
           for (const generate of ['client', 'server']) {
             const { js } = compileModule(readFileSync(folder + filename, 'utf8'), { filename, generate });
             if (/\\$(state|derived|effect)\\b[.(]/.test(js.code)) throw new Error(filename + ' has a rune left');
           }
         }
         console.log(VERSION, modules.length);`,
      ],
      temporary.path,
    );
    expect(compiled).toEqual({ code: 0, output: `${oldest} 4\n` });
  });
});
