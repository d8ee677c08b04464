import { describe, expect, it } from 'vitest';
import { GrpcError, type Page, status, type WorkflowExecutionInfo } from '../../../src/client/index.js';
import { csvRecord } from '../../../src/app/format/csv.js';
import { exportFields, needsMemo } from '../../../src/app/screens/workflows/export/export-fields.js';
import { fileText } from '../../../src/app/screens/workflows/export/export-format.js';
import { cellOf, JsonText, jsonOf } from '../../../src/app/screens/workflows/export/export-value.js';
import { decodedMemos, noMemo } from '../../../src/app/screens/workflows/export/memos.js';
import { leastMsApart, PacedPages, type Pause } from '../../../src/app/screens/workflows/export/paced-pages.js';
import { fileName } from '../../../src/app/screens/workflows/export/start-export.js';
import { wait } from '../../../src/app/screens/workflows/export/wait.js';

const guarded = { guardFormulas: true };
const plain = { guardFormulas: false, byteOrderMark: false };

describe('a CSV record', () => {
  it('quotes what would break it, and nothing else', () => {
    expect(csvRecord(['a b', 'c,d', 'say "hi"', 'two\nlines', '\r', ' edge ', '🦆'], guarded)).toBe(
      'a b,"c,d","say ""hi""","two\nlines","\'\r"," edge ",🦆\r\n',
    );
  });

  it('writes numbers and flags as they are, and nothing for what is missing', () => {
    expect(csvRecord([-5, 12345678901234567890n, true, undefined, ''], guarded)).toBe(
      '-5,12345678901234567890,true,,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('makes no formula of %j', (text) => {
    expect(csvRecord([text], guarded).replaceAll('"', '')).toBe(`'${text}\r\n`);
    expect(csvRecord([text], { guardFormulas: false }).replaceAll('"', '')).toBe(`${text}\r\n`);
  });

  it('does not touch signs inside of a text', () => {
    expect(csvRecord(['a=1', 'b-2'], guarded)).toBe('a=1,b-2\r\n');
  });
});

describe('a field', () => {
  const cases: [Parameters<typeof jsonOf>[0], string, unknown][] = [
    [undefined, 'null', undefined],
    ['a "b"\n', '"a \\"b\\"\\n"', 'a "b"\n'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"', '1970-01-01T00:00:00.000Z'],
    [new Date(NaN), 'null', undefined],
    [9007199254740993n, '9007199254740993', 9007199254740993n],
    [['a', 'b,c'], '["a","b,c"]', '["a","b,c"]'],
    [[], '[]', undefined],
    [new JsonText('{"n":1.0}'), '{"n":1.0}', '{"n":1.0}'],
  ];
  it.each(cases.map(([value, json, cell]) => ({ value, json, cell })))('is $json in JSON', ({ value, json, cell }) => {
    expect(jsonOf(value)).toBe(json);
    expect(cellOf(value)).toBe(cell);
  });
});

describe('a file', () => {
  const rows = [
    [
      ['w "1"', 1],
      ['=w2', undefined],
    ],
    [['w3', 3]],
  ];
  const written = (...args: Parameters<typeof fileText>) => {
    const text = fileText(...args);
    return text.begin() + rows.map((page) => text.rows(page)).join('') + text.rows([]) + text.end();
  };

  it('of CSV begins with the names of its columns, and with a mark for Excel if wanted', () => {
    expect(written('csv', ['Id', 'N'], { ...plain, guardFormulas: true })).toBe(
      'Id,N\r\n"w ""1""",1\r\n\'=w2,\r\nw3,3\r\n',
    );
    expect(written('csv', ['Id'], { ...plain, byteOrderMark: true }).charCodeAt(0)).toBe(0xfeff);
  });

  it('of JSON is one array, also when it is made in parts or is empty', () => {
    expect(JSON.parse(written('json', ['Id', 'N'], plain))).toEqual([
      { Id: 'w "1"', N: 1 },
      { Id: '=w2', N: null },
      { Id: 'w3', N: 3 },
    ]);
    const empty = fileText('json', ['Id'], plain);
    expect(JSON.parse(empty.begin() + empty.end())).toEqual([]);
  });

  it('of JSON lines has an object a line', () => {
    const lines = written('ndjson', ['Id', 'N'], plain).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { Id: 'w "1"', N: 1 },
      { Id: '=w2', N: null },
      { Id: 'w3', N: 3 },
    ]);
  });

  it('has a name that every file system takes', () => {
    expect(fileName('orders/eu: "1"', 'csv', new Date(0))).toBe('workflows-orders_eu_1_-1970-01-01T00-00-00.csv');
  });
});

describe('the fields of a row', () => {
  const json = (text: string, encoding = 'json/plain') => ({
    metadata: { encoding: new TextEncoder().encode(encoding) },
    data: new TextEncoder().encode(text),
  });
  const info = {
    workflowId: 'w',
    runId: 'r',
    type: 'order',
    status: { name: 'TIMED_OUT' },
    startTime: new Date(0),
    closeTime: new Date(1500),
    taskQueue: 'q',
    historyLength: 3,
    searchAttributes: { Customer: ['c-1'], Tags: ['a', 'b'] },
    priority: {},
    raw: { memo: { fields: { big: json('12345678901234567890'), raw: json('x', 'binary/encrypted') } } },
  } as unknown as WorkflowExecutionInfo;
  const attributes = [
    { name: 'Customer', type: 'KEYWORD', isSystem: false },
    { name: 'Tags', type: 'KEYWORD_LIST', isSystem: false },
    { name: 'StartTime', type: 'DATETIME', isSystem: true },
  ] as const;

  it('are the two ids, if nothing else is wanted', () => {
    expect(exportFields('ids', [], undefined).map(({ name }) => name)).toEqual(['WorkflowId', 'RunId']);
  });

  it('are named and written as a query would', async () => {
    const fields = exportFields('all', [], attributes);
    const [memo = noMemo] = await decodedMemos([info], (payloads) => Promise.resolve([...payloads]));
    const row = Object.fromEntries(fields.map(({ name, value }) => [name, jsonOf(value(info, memo))]));
    expect(row).toMatchObject({
      ExecutionStatus: '"TimedOut"',
      WorkflowId: '"w"',
      StartTime: '"1970-01-01T00:00:00.000Z"',
      ExecutionDurationMs: '1500',
      Customer: '"c-1"',
      Tags: '["a","b"]',
      Memo: '{"big":12345678901234567890,"raw":{"encoding":"binary/encrypted","data":"eA=="}}',
    });
    expect(needsMemo(fields)).toBe(true);
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
  });

  it('come with all search attributes in one when the server does not list them', () => {
    const fields = exportFields('all', [], undefined);
    const all = fields.find(({ name }) => name === 'SearchAttributes');
    expect(all && jsonOf(all.value(info, noMemo))).toBe('{"Customer":["c-1"],"Tags":["a","b"]}');
    expect(exportFields('all', [], attributes).map(({ name }) => name)).not.toContain('SearchAttributes');
  });
});

describe('pages of an export', () => {
  /** A server of five rows, and a clock that jumps. */
  function server(errors: Error[] = []) {
    const log = { asked: [] as number[], sizes: [] as number[], pauses: [] as (Pause | undefined)[], now: 0 };
    const load = ({ pageSize, nextPageToken }: { pageSize: number; nextPageToken: Uint8Array | undefined }) => {
      log.asked.push(log.now);
      log.sizes.push(pageSize);
      const error = errors.shift();
      if (error) return Promise.reject(error);
      const from = nextPageToken?.[0] ?? 0;
      const items = [0, 1, 2, 3, 4].slice(from, from + pageSize);
      const next = from + pageSize < 5 ? new Uint8Array([from + pageSize]) : undefined;
      return Promise.resolve<Page<number>>({ items, nextPageToken: next });
    };
    const pages = new PacedPages<number>({
      load,
      pageSize: 2,
      onpause: (pause) => log.pauses.push(pause),
      wait: (ms, signal) => {
        signal.throwIfAborted();
        log.now += ms;
        return Promise.resolve();
      },
      now: () => log.now,
    });
    const { signal } = new AbortController();
    const all = async () => {
      const rows: number[] = [];
      for (let page = await pages.next(signal); page; page = await pages.next(signal)) rows.push(...page);
      return rows;
    };
    return { log, pages, all, signal };
  }
  const exhausted = new GrpcError(status.RESOURCE_EXHAUSTED, 'namespace rate limit exceeded');

  it('come in order, at most two a second', async () => {
    const { all, log } = server();
    expect(await all()).toEqual([0, 1, 2, 3, 4]);
    expect(log.asked).toEqual([0, leastMsApart, 2 * leastMsApart]);
    expect(log.pauses).toEqual([]);
  });

  it('wait longer each time while the server has too much to do, and go on where they were', async () => {
    const { all, log } = server([exhausted, exhausted, exhausted]);
    expect(await all()).toEqual([0, 1, 2, 3, 4]);
    expect(log.pauses.map((pause) => pause?.ms)).toEqual([1000, 2000, 4000, undefined]);
  });

  it('get smaller when an answer would be too large', async () => {
    const { all, log } = server([
      new GrpcError(status.RESOURCE_EXHAUSTED, 'received message larger than max (5 vs. 4)'),
    ]);
    expect(await all()).toEqual([0, 1, 2, 3, 4]);
    expect(log.sizes).toEqual([2, 1, 1, 1, 1, 1]);
  });

  it('end with what does not pass by itself, and can then be tried again', async () => {
    const { pages, all, signal } = server([new GrpcError(status.PERMISSION_DENIED, 'no')]);
    await expect(pages.next(signal)).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    expect(await all()).toEqual([0, 1, 2, 3, 4]);
  });

  it('end at once when they are no longer wanted', async () => {
    const { pages } = server();
    await expect(pages.next(AbortSignal.abort('enough'))).rejects.toBe('enough');
    await expect(wait(60_000, AbortSignal.abort('enough'))).rejects.toBe('enough');
    await expect(wait(1, new AbortController().signal)).resolves.toBeUndefined();
  });
});
