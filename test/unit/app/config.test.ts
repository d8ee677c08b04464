import { describe, expect, it } from 'vitest';
import {
  otherNamespaces,
  parseCodecTable,
  resolveCodec,
  storedCodec,
} from '../../../src/app/state/codec/codec-settings.js';
import { problemsOf } from '../../../src/app/state/config-problems.js';
import { parseConfig } from '../../../src/app/state/config.js';

describe('config.json', () => {
  it('is read as far as it is known', () => {
    expect(
      parseConfig({
        address: ' http://x ',
        namespace: 'n',
        readOnly: true,
        disabled: ['terminate'],
        countsRefresh: false,
        live: false,
        namespaces: ['a', 'b', 5],
        profiles: [{ name: 'p', address: 'http://p' }],
        banner: 'Look twice',
      }),
    ).toMatchObject({
      address: 'http://x',
      namespace: 'n',
      taskQueue: undefined,
      readOnly: true,
      disabled: new Set(['terminate']),
      countsRefresh: false,
      live: false,
      namespaces: ['a', 'b'],
      profiles: [{ name: 'p', address: 'http://p', namespace: 'default' }],
      banner: 'Look twice',
    });
  });

  it.each([undefined, null, 1, 'x', [], { profiles: 'x' }, { profiles: [1, null, {}] }, { address: 5 }])(
    'leaves the defaults for %j',
    (value) => {
      expect(parseConfig(value)).toMatchObject({ profiles: [], readOnly: false, countsRefresh: true, codec: {} });
    },
  );

  it('says what means nothing, and what may be meant', () => {
    expect(problemsOf({ adress: 'x', zzz: 1, readOnly: 'yes', disabled: ['terminat', 'fly'] })).toEqual([
      '“adress” means nothing here. Did you mean “address”?',
      '“zzz” means nothing here.',
      '“readOnly” must be true or false.',
      '“terminat” in disabled is no action. Did you mean “terminate”?',
      '“fly” in disabled is no action.',
    ]);
    expect(problemsOf(undefined)).toEqual([]);
    expect(problemsOf([])).toEqual(['It must be a JSON object.']);
  });

  it('takes links of http only: another scheme could run in the page', () => {
    const links = [
      { label: 'a', href: 'https://a' },
      { label: 'b', href: 'javascript:alert(1)' },
      { label: 'c', href: 'data:text/html,x' },
      { href: 'https://d' },
    ];
    expect(parseConfig({ links }).links).toEqual([{ label: 'a', href: 'https://a' }]);
  });
});

describe('codecs of Namespaces', () => {
  const config = parseCodecTable({
    endpoint: 'https://all',
    headers: { 'x-team': 'blue' },
    namespaces: { orders: { endpoint: 'https://orders', passApiKey: true }, plain: false },
  });

  it('are those of the file, one for all others', () => {
    expect(resolveCodec('orders', {}, config)).toMatchObject({
      settings: { endpoint: 'https://orders', passApiKey: true, includeCredentials: false },
      from: 'config',
    });
    expect(resolveCodec('x', {}, config)).toMatchObject({
      settings: { endpoint: 'https://all', headers: [{ name: 'x-team', value: 'blue', secret: false }] },
      from: 'config-others',
    });
    expect(resolveCodec('plain', {}, config)).toEqual({ settings: undefined, from: 'config' });
    expect(resolveCodec('x', {}, {})).toEqual({ settings: undefined, from: 'none' });
    expect(resolveCodec('constructor', {}, {})).toEqual({ settings: undefined, from: 'none' });
  });

  it('are the person’s before the file’s, but no general one before one of its own', () => {
    const browser = parseCodecTable({ endpoint: 'https://mine', namespaces: { plain: 'https://plain' } });
    expect(resolveCodec('plain', browser, config).settings?.endpoint).toBe('https://plain');
    expect(resolveCodec('orders', browser, config).settings?.endpoint).toBe('https://orders');
    expect(resolveCodec('x', browser, config).from).toBe('browser-others');
  });

  it('send no key unless asked to, and are stored without secret values', () => {
    const [settings] = Object.values(parseCodecTable('https://x'));
    expect(settings).toMatchObject({ passApiKey: false, includeCredentials: false, sendEverything: false });
    const headers = [
      { name: 'x-token', value: 's3cr3t', secret: true },
      { name: 'x-team', value: 'blue', secret: false },
    ];
    expect(JSON.stringify(storedCodec({ ...settings!, headers }))).not.toContain('s3cr3t');
    expect(storedCodec({ ...settings!, headers }).headers).toHaveLength(2);
  });

  it('are none for what is no codec', () => {
    expect(parseCodecTable(undefined)).toEqual({});
    expect(parseCodecTable(5)).toEqual({});
    expect(parseCodecTable({ namespaces: { a: 5 } })).toEqual({});
    expect(Object.keys(parseCodecTable('https://x'))).toEqual([otherNamespaces]);
  });
});
