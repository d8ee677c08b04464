import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { emptyPayload, jsonDraft } from '../../../src/app/components/payload-input/payload-draft.js';
import { stringLiteral } from '../../../src/app/screens/start/code/payload-value.js';
import { shellQuote } from '../../../src/app/screens/start/code/shell.js';
import { type Language, snippet } from '../../../src/app/screens/start/code/snippet.js';
import { compileDraft } from '../../../src/app/screens/start/compile/compile-draft.js';
import { emptyDraft, type StartDraft } from '../../../src/app/screens/start/draft.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const target = { address: "https://proxy.example/it's", namespace: 'my "ns"' };
const odd = `it's "odd" \`$HOME\` \\n \${x}\nnext é🎉`;

const full: StartDraft = {
  ...emptyDraft(),
  workflowType: 'order',
  taskQueue: odd,
  workflowId: odd,
  args: [
    jsonDraft(1, JSON.stringify({ text: odd, n: 1, 'a-b': [true, null] })),
    jsonDraft(2, '12345678901234567890'),
    { ...jsonDraft(3, odd), kind: 'text' },
    { ...emptyPayload(4), kind: 'null' },
    { ...emptyPayload(5), kind: 'file', fileAs: 'binary', file: { name: 'x', data: new Uint8Array([0, 34, 92, 255]) } },
    { ...jsonDraft(6, '{"id":"1"}'), kind: 'protobuf', messageType: 'acme.Order' },
  ],
  executionTimeout: '1h',
  runTimeout: '90s',
  taskTimeout: '1500ms',
  startDelay: '2d',
  useRetry: true,
  attempts: '5',
  initialInterval: '1s',
  backoff: '1.5',
  maximumInterval: '1m',
  nonRetryable: "A, it's",
  reusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
  conflictPolicy: 'USE_EXISTING',
  attach: true,
  memo: [{ ...jsonDraft(1, '{"a":1.5}'), name: odd }],
  headers: [{ ...jsonDraft(1, '1'), name: 'h' }],
  attributes: [
    { id: 1, name: 'K', type: 'KEYWORD', value: odd },
    { id: 2, name: 'I', type: 'INT', value: '3' },
    { id: 3, name: 'D', type: 'DOUBLE', value: '1.5' },
    { id: 4, name: 'B', type: 'BOOL', value: 'true' },
    { id: 5, name: 'T', type: 'DATETIME', value: '2026-11-20T12:00:00Z' },
    { id: 6, name: 'L', type: 'KEYWORD_LIST', value: 'a, b' },
    { id: 7, name: 'X', type: 'TEXT', value: 'words' },
  ],
  priorityKey: '2',
  fairnessKey: 'k',
  fairnessWeight: '0.5',
  versioning: 'PINNED',
  deploymentName: 'orders',
  buildId: '1',
  summary: odd,
  details: odd,
};
const small: StartDraft = { ...emptyDraft(), workflowType: 'greet', taskQueue: 'q', workflowId: 'w-1' };
const signal: Partial<StartDraft> = { mode: 'signal', signalName: odd, signalArgs: [jsonDraft(1, '{"n":1}')] };
const update: Partial<StartDraft> = {
  mode: 'update',
  updateName: 'add',
  updateId: 'u-1',
  updateArgs: [jsonDraft(1, '2')],
  startDelay: '',
};

const drafts: Record<string, StartDraft> = {
  small,
  cron: { ...small, cron: '0 12 * * MON', versioning: 'AUTO_UPGRADE' },
  full,
  signal: { ...full, ...signal },
  update: { ...full, ...update },
  accepted: { ...small, ...update, waitForStage: 'ACCEPTED', conflictPolicy: 'FAIL' },
};

function code(language: Language, draft: StartDraft): string {
  const { call, errors } = compileDraft(draft);
  expect(errors).toEqual({});
  return snippet(language, call, target);
}

/** All snippets as modules of one program, against our sources and the installed SDK. */
function typeErrors(sources: Record<string, string>): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts', 'lib.esnext.d.ts'],
    verbatimModuleSyntax: true,
    paths: { 'temporal-web-client': [`${root}src/client/index.ts`] },
  };
  const host = ts.createCompilerHost(options);
  const files = new Map(Object.entries(sources).map(([name, text]) => [`${root}test/unit/app/${name}.ts`, text]));
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? read(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  host.fileExists = (name) => files.has(name) || ts.sys.fileExists(name);
  host.readFile = (name) => files.get(name) ?? ts.sys.readFile(name);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((name) => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText, start }) =>
        `${name.split('/').at(-1)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')} at ${files.get(name)?.slice(start, (start ?? 0) + 60)}`,
    );
  });
}

describe('snippets of a start', () => {
  it('compile as TypeScript, for pages and for Node', () => {
    const sources = Object.entries(drafts).flatMap(([name, draft]) => [
      [`${name}-browser`, code('browser', draft)],
      [`${name}-node`, code('typescript', draft)],
    ]);
    expect(typeErrors(Object.fromEntries(sources) as Record<string, string>)).toEqual([]);
  }, 120_000);

  it('keep digits and bytes in TypeScript', () => {
    const text = code('browser', full);
    expect(text).toContain("bytes('12345678901234567890')");
    expect(text).toContain("base64('ACJc/w==')");
    expect(text).toContain("messageType': bytes('acme.Order')");
    expect(code('browser', small)).toBe(`import { Client, Connection } from 'temporal-web-client';

const connection = await Connection.connect({ address: 'https://proxy.example/it\\'s' });
const client = new Client({ connection, namespace: 'my "ns"' });

const handle = await client.workflow.start('greet', {
  taskQueue: 'q',
  workflowId: 'w-1',
});
`);
  });

  it('pass a shell as they are', () => {
    const argv = (draft: StartDraft) => {
      const text = code('cli', draft).replace(/^temporal /m, 'printf "%s\\0" ');
      return execFileSync('sh', ['-c', text], { encoding: 'utf8' }).split('\0').slice(0, -1);
    };
    const withJson: StartDraft = { ...full, args: [...full.args.slice(0, 3)] };
    const args = argv(withJson);
    expect(args.slice(0, 2)).toEqual(['workflow', 'start']);
    const after = (flag: string) => args.flatMap((arg, index) => (arg === flag ? [args[index + 1]] : []));
    expect(after('--namespace')).toEqual([target.namespace]);
    expect(after('--workflow-id')).toEqual([odd]);
    expect(after('--input').map((text) => JSON.parse(text ?? '') as unknown)).toEqual([
      { text: odd, n: 1, 'a-b': [true, null] },
      12345678901234567890n === BigInt(after('--input')[1] ?? 0) ? JSON.parse(after('--input')[1] ?? '') : undefined,
      odd,
    ]);
    expect(after('--static-details')).toEqual([odd]);
    expect(after('--id-reuse-policy')).toEqual(['AllowDuplicateFailedOnly']);
    expect(after('--search-attribute')).toContain('I=3');
    expect(argv(drafts['signal']!).slice(0, 2)).toEqual(['workflow', 'signal-with-start']);
    expect(argv(drafts['update']!).slice(0, 2)).toEqual(['workflow', 'execute-update-with-start']);
    expect(argv(drafts['accepted']!).slice(0, 2)).toEqual(['workflow', 'start-update-with-start']);
    expect(code('cli', full)).toMatch(/^# The CLI cannot set: input that is not plain JSON, .*retry policy/);
    expect(shellQuote('')).toBe("''");
  });

  it('are Go with literals that Go reads', () => {
    expect(stringLiteral('a"\\\n\u2028\ud800é🎉')).toBe('"a\\"\\\\\\n\u2028\uFFFDé🎉"');
    const text = code('go', full);
    expect(text).toContain('json.RawMessage(`12345678901234567890`)');
    expect(text).toContain('[]byte("\\x00\\"\\\\\\xff")');
    expect(text).toContain('enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING');
    expect(text).toContain('90 * time.Second');
    expect(text).not.toContain('WorkflowExecutionErrorWhenAlreadyStarted');
    expect(code('go', small)).toContain('WorkflowExecutionErrorWhenAlreadyStarted: true');
    expect(code('go', drafts['signal']!)).toContain('c.SignalWithStartWorkflow(ctx, options.ID, ');
    expect(code('go', drafts['update']!)).toContain('WaitForStage: client.WorkflowUpdateStageCompleted');
    for (const draft of Object.values(drafts)) {
      const go = code('go', draft);
      // Every package that is imported is used, and the other way: Go compiles nothing else.
      const imported = [...go.matchAll(/^\t(?:(\w+) )?"([\w./]+)"$/gm)].map(
        ([, alias, path]) => alias ?? path?.split('/').at(-1),
      );
      const main = go.slice(go.indexOf('func main'));
      expect(imported.filter((name) => !main.includes(`${name}.`))).toEqual([]);
      for (const name of ['json', 'time', 'temporal', 'worker', 'converter', 'commonpb', 'enumspb']) {
        if (new RegExp(`[^.\\w"]${name}\\.[A-Z]`).test(main)) expect(imported).toContain(name);
      }
    }
  });

  it('are Python with literals that Python reads, importing what they use', () => {
    const text = code('python', full);
    expect(text).toContain('12345678901234567890, "it\'s \\"odd\\"');
    expect(text).toContain('b"\\x00\\"\\\\\\xff"');
    expect(text).toContain('RawValue(Payload(metadata={"encoding": b"json/protobuf", "messageType": b"acme.Order"}');
    expect(text).toContain('run_timeout=timedelta(seconds=90)');
    expect(text).toContain('id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING');
    expect(text).toContain('SearchAttributeKey.for_float("D"), 1.5');
    expect(text).toContain('# Headers are set by an interceptor');
    expect(code('python', { ...small, args: [jsonDraft(1, 'null'), jsonDraft(2, '{"a":[null,1.10]}')] })).toContain(
      'data=b"null")), RawValue(',
    );
    expect(code('python', drafts['signal']!)).toContain('start_signal_args=[{"n": 1}]');
    expect(code('python', drafts['update']!)).toContain('await client.execute_update_with_start_workflow(');
    expect(code('python', drafts['accepted']!)).toContain('wait_for_stage=WorkflowUpdateStage.ACCEPTED');
    for (const draft of Object.values(drafts)) {
      const python = code('python', draft);
      const imported = [...python.matchAll(/^from \S+ import (.+)$/gm)].flatMap(
        ([, names]) => names?.split(', ') ?? [],
      );
      const main = python.slice(python.indexOf('async def'));
      expect(imported.filter((name) => !new RegExp(`\\b${name}\\b`).test(main))).toEqual([]);
    }
    expect(code('python', small)).toBe(`import asyncio

from temporalio.client import Client


async def main() -> None:
    client = await Client.connect("localhost:7233", namespace="my \\"ns\\"")
    handle = await client.start_workflow(
        "greet",
        id="w-1",
        task_queue="q",
    )
    print(handle.id, handle.first_execution_run_id)


if __name__ == "__main__":
    asyncio.run(main())
`);
  });
});
