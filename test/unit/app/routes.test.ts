import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSegment, href, parseHash } from '../../../src/app/state/routes.js';

describe('hash routes', () => {
  it('reads every screen', () => {
    expect(parseHash('').name).toBe('home');
    expect(parseHash('#/').name).toBe('home');
    expect(parseHash('#/connect').name).toBe('connect');
    expect(parseHash('#/settings').name).toBe('settings');
    expect(parseHash('#/namespaces/prod/workflows')).toMatchObject({
      name: 'workflows',
      params: { namespace: 'prod' },
    });
    expect(parseHash('#/namespaces/prod/workflows/start').name).toBe('start');
    expect(parseHash('#/namespaces/prod/workflows/order-1/run-1')).toMatchObject({
      name: 'workflow',
      params: { namespace: 'prod', workflowId: 'order-1', runId: 'run-1' },
    });
  });

  it('says unknown, and never throws, for what is no route', () => {
    expect(parseHash('#/nowhere')).toMatchObject({ name: 'unknown', path: '/nowhere' });
    expect(parseHash('#/namespaces/a/workflows/b/c/d').name).toBe('unknown');
    expect(() => parseHash('#/namespaces/%/workflows/%E0%A4%A')).not.toThrow();
  });

  it('takes a bare percent sign as it stands', () => {
    expect(parseHash('#/namespaces/default/workflows/100%')).toMatchObject({ params: { workflowId: '100%' } });
  });

  it.each([
    'wait "quotes"',
    '<script>alert(1)</script>',
    'a/b/c',
    '🚀 ünï',
    "it's",
    'start',
    '.',
    '..',
    ' ',
    '?x=1#y',
    '%2F',
  ])('keeps the Workflow Id %j', (workflowId) => {
    const link = href('workflow', { namespace: 'default', workflowId });
    expect(parseHash(link)).toMatchObject({ name: 'workflow', params: { workflowId } });
    expect(link).not.toMatch(/["<>\s]/);
  });

  it('keeps any id and any query', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.string(),
        (namespace, workflowId, query) => {
          const route = parseHash(href('workflow', { namespace, workflowId, runId: 'r' }, { query }));
          expect(route).toMatchObject({ name: 'workflow', params: { namespace, workflowId, runId: 'r' } });
          expect(route.query.get('query') ?? '').toBe(query);
        },
      ),
    );
  });

  it('replaces half a character, which no URL can hold', () => {
    expect(encodeSegment('a\uD83D')).toBe('a%EF%BF%BD');
  });

  it('leaves empty query values out', () => {
    expect(href('workflows', { namespace: 'n' }, { query: '', rows: undefined, page: 2 })).toBe(
      '#/namespaces/n/workflows?page=2',
    );
  });
});
