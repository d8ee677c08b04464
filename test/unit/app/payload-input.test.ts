import { describe, expect, it } from 'vitest';
import {
  compileNamedPayloads,
  compilePayload,
  compilePayloads,
} from '../../../src/app/components/payload-input/compile-payload.js';
import {
  duplicated,
  emptyPayload,
  jsonDraft,
  moved,
  parsePayloadDrafts,
  type PayloadDraft,
  storedPayload,
} from '../../../src/app/components/payload-input/payload-draft.js';
import { longestTypedText, payloadDraftOf } from '../../../src/app/components/payload-input/payload-draft-of.js';
import { setFile } from '../../../src/app/components/payload-input/read-file.js';
import type { WirePayload } from '../../../src/app/format/payload.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const wire = (encoding: string, data: string | Uint8Array, more: Record<string, string> = {}): WirePayload => ({
  metadata: { encoding: bytes(encoding), ...Object.fromEntries(Object.entries(more).map(([k, v]) => [k, bytes(v)])) },
  data: typeof data === 'string' ? bytes(data) : data,
});
const draft = (change: Partial<PayloadDraft>): PayloadDraft => ({ ...emptyPayload(), ...change });

function sent(change: Partial<PayloadDraft>): { encoding: string; data: string; messageType?: string } {
  const compiled = compilePayload(draft(change));
  if (!compiled.ok) throw new Error(compiled.error);
  const { metadata, data } = compiled.payload;
  const { encoding, messageType } = metadata;
  return {
    encoding: text(encoding!),
    data: text(data),
    ...(messageType ? { messageType: text(messageType) } : {}),
  };
}

function problem(change: Partial<PayloadDraft>): string {
  const compiled = compilePayload(draft(change));
  return compiled.ok ? '' : compiled.error;
}

describe('compilePayload', () => {
  it('sends each kind in its encoding', () => {
    expect(sent({ text: '{"n": 1.10, "big": 12345678901234567890}' })).toEqual({
      encoding: 'json/plain',
      data: '{"n":1.10,"big":12345678901234567890}',
    });
    expect(sent({ kind: 'text', text: 'say "hi"\n' })).toEqual({ encoding: 'json/plain', data: '"say \\"hi\\"\\n"' });
    expect(sent({ kind: 'text', text: '' })).toEqual({ encoding: 'json/plain', data: '""' });
    expect(sent({ kind: 'protobuf', text: '{ "id": "1" }', messageType: ' acme.Order ' })).toEqual({
      encoding: 'json/protobuf',
      data: '{"id":"1"}',
      messageType: 'acme.Order',
    });
    expect(sent({ kind: 'null' })).toEqual({ encoding: 'binary/null', data: '' });
  });

  it('sends files as JSON, as bytes and as protobuf', () => {
    const file = { name: 'a', data: bytes('\uFEFF{"a": 1}') };
    expect(sent({ kind: 'file', file })).toEqual({ encoding: 'json/plain', data: '{"a":1}' });
    const data = new Uint8Array([0, 255, 1]);
    const compiled = compilePayload(draft({ kind: 'file', fileAs: 'binary', file: { name: 'b', data } }));
    expect(compiled).toEqual({ ok: true, payload: { metadata: { encoding: bytes('binary/plain') }, data } });
    expect(sent({ kind: 'file', fileAs: 'protobuf', messageType: 'acme.Order', file })).toMatchObject({
      encoding: 'binary/protobuf',
      messageType: 'acme.Order',
    });
  });

  it('sends raw metadata and bytes as they are', () => {
    const compiled = compilePayload(
      draft({
        kind: 'raw',
        metadata: [
          { id: 1, key: 'encoding', value: 'binary/encrypted' },
          { id: 2, key: '__proto__', value: 'base64:AP8=' },
          { id: 3, key: '', value: '' },
        ],
        data: ' AAEC\n',
      }),
    );
    if (!compiled.ok) throw new Error(compiled.error);
    expect(Object.entries(compiled.payload.metadata)).toEqual([
      ['encoding', bytes('binary/encrypted')],
      ['__proto__', new Uint8Array([0, 255])],
    ]);
    expect([...compiled.payload.data]).toEqual([0, 1, 2]);
  });

  it.each([
    [{ text: '' }, /Nothing here/],
    [{ text: '{\n "a": x}' }, /^Line 2, column 7/],
    [{ kind: 'protobuf', text: '{}' }, /full name of the message/],
    [{ kind: 'protobuf', text: '{', messageType: 'a.B' }, /^Line 1/],
    [{ kind: 'file' }, /Choose a file/],
    [{ kind: 'file', file: { name: 'x', data: new Uint8Array([255]) } }, /not UTF-8/],
    [{ kind: 'file', file: { name: 'x', data: bytes('a b') } }, /^Line 1/],
    [{ kind: 'file', fileAs: 'protobuf', file: { name: 'x', data: bytes('') } }, /full name of the message/],
    [{ kind: 'raw', data: '???' }, /not base64/],
    [{ kind: 'raw', metadata: [{ id: 1, key: '', value: 'x' }] }, /needs a key/],
    [{ kind: 'raw', metadata: [{ id: 1, key: 'a', value: 'base64:?' }] }, /The value of a is not base64/],
    [
      {
        kind: 'raw',
        metadata: [
          { id: 1, key: 'a', value: '' },
          { id: 2, key: 'a', value: '' },
        ],
      },
      /twice/,
    ],
  ] as [Partial<PayloadDraft>, RegExp][])('says what is wrong with %j', (change, words) => {
    expect(problem(change)).toMatch(words);
  });
});

describe('compilePayloads', () => {
  it('takes a lone empty field for nothing, but an empty text for a text', () => {
    expect(compilePayloads([jsonDraft(1, ' ')])).toEqual({ payloads: [] });
    expect(compilePayloads([draft({ kind: 'text' })]).payloads).toHaveLength(1);
  });

  it('names values, and refuses names that come twice', () => {
    const row = (id: number, name: string, value: string) => ({ ...jsonDraft(id, value), name });
    expect(Object.keys(compileNamedPayloads([row(1, 'a', '1'), row(2, '', '')]).payloads)).toEqual(['a']);
    expect(compileNamedPayloads([row(1, 'a', '1'), row(2, 'a', '2'), row(3, '', '3')]).errors).toMatchObject({
      2: expect.stringMatching(/twice/) as string,
      3: expect.stringMatching(/Enter a key/) as string,
    });
  });
});

describe('payloadDraftOf', () => {
  const payloads: Record<string, WirePayload> = {
    json: wire('json/plain', '{"a":[1.50,12345678901234567890,"ä"],"a":2}'),
    'JSON null': wire('json/plain', 'null'),
    text: wire('json/plain', '"say \\"hi\\"\\n<b>"'),
    protobuf: wire('json/protobuf', '{"id":"1"}', { messageType: 'acme.Order' }),
    nothing: wire('binary/null', ''),
    bytes: wire('binary/plain', new Uint8Array([0, 255, 128])),
    'binary protobuf': wire('binary/protobuf', new Uint8Array([8, 1]), { messageType: 'acme.Order' }),
    encrypted: wire('binary/encrypted', new Uint8Array([1, 2, 3]), { 'key-id': 'base64:looks so' }),
    'JSON with more metadata': wire('json/plain', '{"a":1}', { schema: 'v2' }),
    'broken JSON': wire('json/plain', '{'),
    'no encoding': { metadata: {}, data: bytes('x') },
    'odd metadata': { metadata: { encoding: bytes('x/y'), k: new Uint8Array([255]) }, data: bytes('') },
    'large JSON': wire('json/plain', `["${'x'.repeat(longestTypedText)}"]`),
  };

  it.each(Object.entries(payloads))('gives a draft that sends the same: %s', (_name, payload) => {
    const compiled = compilePayload(payloadDraftOf(payload));
    if (!compiled.ok) throw new Error(compiled.error);
    const entries = ({ metadata, data }: WirePayload) => [
      Object.entries(metadata).map(([key, value]) => [key, [...value]]),
      text(data),
    ];
    expect(entries(compiled.payload)).toEqual(entries(payload));
  });

  it('chooses the kind that a person would', () => {
    const kinds = Object.fromEntries(
      Object.entries(payloads).map(([name, payload]) => [name, payloadDraftOf(payload).kind]),
    );
    expect(kinds).toEqual({
      json: 'json',
      'JSON null': 'json',
      text: 'text',
      protobuf: 'protobuf',
      nothing: 'null',
      bytes: 'file',
      'binary protobuf': 'file',
      encrypted: 'raw',
      'JSON with more metadata': 'raw',
      'broken JSON': 'raw',
      'no encoding': 'raw',
      'odd metadata': 'raw',
      'large JSON': 'file',
    });
  });

  it('comes back from storage as it was', () => {
    const drafts = Object.values(payloads).map((payload, index) => payloadDraftOf(payload, index + 1));
    expect(parsePayloadDrafts(JSON.parse(JSON.stringify(drafts.map(storedPayload))))).toEqual(drafts);
  });
});

describe('lists of drafts', () => {
  const rows = [jsonDraft(1, 'a'), jsonDraft(2, 'b'), jsonDraft(3, 'c')];
  const order = (drafts: readonly PayloadDraft[]) => drafts.map(({ text: value }) => value).join('');

  it('move within their bounds', () => {
    expect(order(moved(rows, 1, 1))).toBe('bac');
    expect(order(moved(rows, 1, -1))).toBe('abc');
    expect(order(moved(rows, 3, 1))).toBe('abc');
  });

  it('are duplicated without sharing anything', () => {
    const copies = duplicated(rows, 2);
    expect(order(copies)).toBe('abbc');
    expect(copies.map(({ id }) => id)).toEqual([1, 2, 4, 3]);
    expect(copies[2]?.metadata[0]).not.toBe(copies[1]?.metadata[0]);
  });
});

describe('setFile', () => {
  it('takes JSON for JSON, and anything else for bytes', () => {
    const json = emptyPayload();
    setFile(json, 'a.json', bytes('[1]'));
    expect(json).toMatchObject({ kind: 'file', fileAs: 'json' });
    const other = emptyPayload();
    setFile(other, 'a.bin', new Uint8Array([255, 0]));
    expect(other).toMatchObject({ kind: 'file', fileAs: 'binary', file: { name: 'a.bin' } });
    const protobuf = draft({ kind: 'file', fileAs: 'protobuf', messageType: 'a.B' });
    setFile(protobuf, 'b.bin', new Uint8Array([255]));
    expect(protobuf.fileAs).toBe('protobuf');
  });
});
