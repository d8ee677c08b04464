import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Client, Connection } from '../../src/client/index.js';
import { type ConsoleServer, serveConsole } from '../../src/dev/console/serve-console.js';
import { chromiumFlags } from '../../src/dev/parts/chromium-flags.js';
import { hosts } from '../fixtures/hosting-headers.js';
import { collectReports, type ReportCollector, reportingHeaders, watchPolicies } from '../fixtures/policy-watch.js';
import { workflowsHash } from './console-page.js';
import { type ShownRuns, startShown, states } from './console-states.js';
import { type SignInStack, startSignInStack } from './sign-in-stack.js';
import { restore, signInStates } from './sign-in-states.js';

const { envoyUrl, taskQueue, namespace, chromium: executablePath } = inject('stack');
const connection = Connection.lazy({ address: envoyUrl });
const client = new Client({ connection, namespace });
const viewport = { width: 1280, height: 860 };
/** Every screen, tab and dialog with the headers of one host; the pages alone with those of the others, which are the same. */
const everything = 'nginx';

let browser: Browser;
let runs: ShownRuns;
let collector: ReportCollector;
beforeAll(async () => {
  [browser, runs, collector] = await Promise.all([
    chromium.launch({ executablePath, args: chromiumFlags() }),
    startShown(client, taskQueue),
    collectReports(),
  ]);
}, 60_000);
afterAll(async () => {
  await Promise.all([runs.open, runs.stubborn].map((id) => client.workflow.getHandle(id).terminate()));
  await Promise.all([browser.close(), collector.stop(), connection.close()]);
});

/** Exactly the headers of a host and those that only report. */
function headersOf(host: string): (path: string) => Record<string, string> {
  return (path) => {
    const headers = hosts[host]!(path);
    return { ...headers, ...reportingHeaders(headers['content-security-policy'], collector) };
  };
}

function serveAs(host: string): Promise<ConsoleServer> {
  return serveConsole({ port: 0, config: { address: envoyUrl, namespace, taskQueue }, headersOf: headersOf(host) });
}

async function newPage(): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport });
  return { page, problems: await watchPolicies(page) };
}

describe.each(Object.keys(hosts))('the build with the headers of %s', (host) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await serveAs(host);
  });
  afterAll(() => server.stop());

  it('shows every page, and none does what it may not', async () => {
    const { page, problems } = await newPage();
    for (const { name, hash, ready, act } of states) {
      if (act && host !== everything) continue;
      // A dialog of the one before would still be open.
      if (host === everything) await page.goto('about:blank');
      await page.goto(`${server.url}/${hash(runs)}`);
      await ready(page);
      await act?.(page, runs);
      expect(problems, name).toEqual([]);
    }
    await page.close();
    expect(collector.reports).toEqual([]);
  }, 300_000);

  it(
    host === 'GitHub Pages' ? 'can be framed by anybody: a page cannot forbid that' : 'is framed by nobody',
    async () => {
      const page = await browser.newPage({ viewport });
      await page.setContent(`<iframe src="${server.url}/"></iframe>`);
      const frame = page.frameLocator('iframe');
      const shown = frame.getByRole('heading', { name: 'Workflows', level: 1 });
      if (host === 'GitHub Pages') await shown.waitFor();
      else {
        await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
        // Awaited, or it would be taken for one of the pages that come next.
        await expect.poll(() => collector.reports).toEqual([expect.stringContaining('frame-ancestors')]);
        collector.reports.splice(0);
      }
      await page.close();
    },
  );
});

describe(`signing in with the headers of ${everything}`, () => {
  let stack: SignInStack;
  beforeAll(async () => {
    stack = await startSignInStack({ headersOf: headersOf(everything) });
  });
  afterEach(() => restore(stack));
  afterAll(() => stack.stop());

  it.each(signInStates)('$name: does nothing that it may not', async ({ hash = workflowsHash(), act }) => {
    const { page, problems } = await newPage();
    await page.goto(`${stack.console.url}/${hash}`);
    await act(page, stack);
    // Browsers log what a provider or a proxy refuses; some states are just that.
    expect(problems.filter((problem) => !problem.includes('Failed to load resource'))).toEqual([]);
    expect(collector.reports).toEqual([]);
    await page.close();
  });
});

describe('what the page may not do', () => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await serveAs('nginx');
  });
  afterAll(() => server.stop());

  const attempts: [name: string, attempt: () => unknown, expected: RegExp][] = [
    [
      'a script in the page',
      () => {
        const script = document.createElement('script');
        script.append('globalThis.ran = true');
        document.head.append(script);
      },
      /require-trusted-types-for/,
    ],
    ['text as HTML', () => (document.body.innerHTML = '<b>x</b>'), /require-trusted-types-for/],
    [
      'text as code',
      () => void setTimeout(() => void (0, eval)('globalThis.ran = true')),
      /require-trusted-types-for|script-src/,
    ],
    [
      'a script of another site',
      () => document.createElement('script').setAttribute('src', 'https://a.example/x.js'),
      /require-trusted-types-for/,
    ],
    ['a picture of another site', () => (new Image().src = 'https://a.example/x.png'), /img-src/],
    ['a style in the page', () => document.body.setAttribute('style', 'color: red'), /style-src/],
    [
      'a policy of its own',
      () =>
        void (
          window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }
        ).trustedTypes.createPolicy('other', {}),
      /trusted-types/,
    ],
  ];
  it.each(attempts)('%s: refused, told by event, by console and to the collector', async (_name, attempt, expected) => {
    const { page, problems } = await newPage();
    await page.goto(`${server.url}/#/settings`);
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.evaluate(attempt).catch(() => undefined);
    await expect.poll(() => problems).toContainEqual(expect.stringMatching(/^console: /));
    await expect
      .poll(() => problems)
      .toContainEqual(expect.stringMatching(new RegExp(`^event: .*(${expected.source})`)));
    await expect.poll(() => collector.reports).toContainEqual(expect.stringMatching(expected));
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
    collector.reports.splice(0);
    await page.close();
  });
});
