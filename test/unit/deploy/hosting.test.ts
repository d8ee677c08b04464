import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hostingFiles } from '../../../src/deploy/hosting/hosting-files.js';
import { askedEachTime, cachedForever, securityHeaders } from '../../../src/deploy/hosting/headers.js';
import { policyTag } from '../../../src/app/build/policy-tag.js';
import { contentSecurityPolicy } from '../../../src/deploy/hosting/policy.js';
import { repoRoot } from '../../../src/dev/paths.js';
import { hosts } from '../../fixtures/hosting-headers.js';

const folder = join(repoRoot, 'deploy/hosting');
const files = Object.entries(hostingFiles());

describe('the files in deploy/hosting', () => {
  it.each(files)('%s is what the generator makes (npm run hosting)', (name, text) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('are all made by it', () => {
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const isFile = (name: string): boolean => statSync(join(folder, name)).isFile();
    expect(found.filter(isFile).sort()).toEqual(files.map(([name]) => name).sort());
  });

  const { 'GitHub Pages': _, ...withHeaders } = hosts;
  it.each(Object.entries(withHeaders))('%s sends every header with every file', (_name, headersOf) => {
    const everywhere = securityHeaders();
    const pages = ['/', '/index.html', '/config.json', '/theme.js', '/favicon.svg'];
    for (const path of pages) expect(headersOf(path), path).toEqual({ ...everywhere, 'cache-control': askedEachTime });
    expect(headersOf('/assets/console-abc123.js')).toEqual({ ...everywhere, 'cache-control': cachedForever });
  });

  it('stay below the lengths that CloudFront (1,783 for a policy) and Cloudflare Pages (2,000 for a line) take', () => {
    const connect = Array.from({ length: 5 }, (_value, index) => `https://${'x'.repeat(60)}.${index}.example.com`);
    expect(contentSecurityPolicy({ connect }).length).toBeLessThan(1783);
    const lines = hostingFiles({ connect })['netlify/_headers']!.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(2000);
  });

  it('hold a workflow that builds with what the page may call', () => {
    const text = hostingFiles({ connect: ['https://temporal.example.com', 'https://codec.example.com'] })[
      'github-pages.yaml'
    ]!;
    const { jobs } = parse(text) as { jobs: { publish: { steps: { env?: Record<string, string> }[] } } };
    expect(jobs.publish.steps.flatMap(({ env }) => (env ? [env] : []))).toEqual([
      { CONSOLE_CONNECT: 'https://temporal.example.com https://codec.example.com' },
    ]);
  });
});

describe('the policy', () => {
  it('closes what is not named, and lets nobody frame the page', () => {
    const policy = contentSecurityPolicy();
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(policy).toContain("; frame-ancestors 'none'; require-trusted-types-for 'script'; ");
    expect(policy).not.toMatch(/unsafe|\*|data:(?!; base-uri)/);
  });

  it('is narrowed to what the page calls', () => {
    const connect = ['https://temporal.example.com:8443', 'https://*.codecs.example.com', 'http://localhost:8080'];
    expect(contentSecurityPolicy({ connect })).toContain(`; connect-src 'self' ${connect.join(' ')}; `);
    for (const text of Object.values(hostingFiles({ connect }))) expect(text).toContain(connect.join(' '));
  });

  it.each(['https://a.example.com/path', '*', "'unsafe-inline'", 'https://a.example.com; script-src *', 'data:', ''])(
    'takes no %j for an origin',
    (connect) => {
      expect(() => contentSecurityPolicy({ connect: [connect] })).toThrow(TypeError);
    },
  );

  it('is in the page of the console, but for what a page may not say', () => {
    const { attrs, injectTo } = policyTag();
    expect(attrs).toEqual({
      'http-equiv': 'Content-Security-Policy',
      content: contentSecurityPolicy().replace(" frame-ancestors 'none';", ''),
    });
    // What stands before it, it does not govern.
    expect(injectTo).toBe('head-prepend');
    const connect = ['https://temporal.example.com'];
    expect(policyTag(connect).attrs?.['content']).toContain(`connect-src 'self' ${connect[0]!};`);
  });
});
