import { stringifyNode } from '../../../../live/json.js';
import type { WirePayload } from '../../../format/payload.js';
import type { StartCall } from '../start-call.js';
import { codeValue, losesDigits } from './payload-value.js';
import type { CodeTarget } from './snippet.js';

/** The same call for a page, with this package, or for Node, with `@temporalio/client`: their names are the same. */
export function typescriptCode(call: StartCall, target: CodeTarget, where: 'browser' | 'node'): string {
  const code = new TypescriptCode(where);
  // First of all what is used, then the imports of it.
  const body = code.call(call);
  const client = code.client(call, target);
  return [...code.imports(), '', ...code.helpers(), ...client, '', ...body, ''].join('\n');
}

class TypescriptCode {
  readonly #where: 'browser' | 'node';
  readonly #used = new Set<'Client' | 'Connection' | CodeName>(['Client', 'Connection']);

  constructor(where: 'browser' | 'node') {
    this.#where = where;
  }

  imports(): string[] {
    const names = [...this.#used]
      .filter((name) => name !== 'bytes' && name !== 'base64')
      .map((name) => (name === 'WorkflowClientInterceptor' ? `type ${name}` : name));
    if (this.#where === 'browser') return [`import { ${names.sort().join(', ')} } from 'temporal-web-client';`];
    const common = names.filter((name) => name === 'RawValue' || name === 'defineSearchAttributeKey').sort();
    const client = names.filter((name) => name !== 'RawValue' && name !== 'defineSearchAttributeKey').sort();
    return [
      `import { ${client.join(', ')} } from '@temporalio/client';`,
      ...(common.length > 0 ? [`import { ${common.join(', ')} } from '@temporalio/common';`] : []),
    ];
  }

  helpers(): string[] {
    return [
      ...(this.#used.has('bytes') ? ['const bytes = (text: string) => new TextEncoder().encode(text);'] : []),
      ...(this.#used.has('base64')
        ? ['const base64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));']
        : []),
    ];
  }

  client({ headers }: StartCall, { address, namespace }: CodeTarget): string[] {
    const at = this.#where === 'browser' ? address : 'localhost:7233';
    const more = headers ? this.#interceptors(headers) : [];
    return [
      `const connection = await Connection.connect({ address: ${quote(at)} });`,
      `const client = new Client({ connection, namespace: ${quote(namespace)}${more.length > 0 ? ', interceptors' : ''} });`,
    ].toSpliced(1, 0, ...more);
  }

  call(call: StartCall): string[] {
    const options = this.#options(call);
    const type = quote(call.workflowType);
    if (call.signal) {
      const more = [`signal: ${quote(call.signal.name)},`, ...this.#list('signalArgs', call.signal.args)];
      return [
        `const handle = await client.workflow.signalWithStart(${type}, {`,
        ...indent([...options, ...more]),
        '});',
      ];
    }
    if (call.update) return this.#update(call, options);
    if (this.#where === 'browser' || !call.attach) {
      return [`const handle = await client.workflow.start(${type}, {`, ...indent(options), '});'];
    }
    this.#used.add('WorkflowExecutionAlreadyStartedError');
    return [
      `const handle = await client.workflow`,
      `  .start(${type}, {`,
      ...indent(indent(options)),
      '  })',
      '  .catch((error: unknown) => {',
      '    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;',
      '    return client.workflow.getHandle(error.workflowId);',
      '  });',
    ];
  }

  #update({ workflowType, update }: StartCall, options: string[]): string[] {
    if (!update) return [];
    this.#used.add('WithStartWorkflowOperation');
    const waits = update.waitForStage === 'COMPLETED';
    const more = [
      ...this.#list('args', update.args),
      ...(update.updateId ? [`updateId: ${quote(update.updateId)},`] : []),
      ...(waits ? [] : ["waitForStage: 'ACCEPTED',"]),
      'startWorkflowOperation,',
    ];
    return [
      `const startWorkflowOperation = new WithStartWorkflowOperation(${quote(workflowType)}, {`,
      ...indent(options),
      '});',
      waits
        ? `const result = await client.workflow.executeUpdateWithStart(${quote(update.name)}, {`
        : `const update = await client.workflow.startUpdateWithStart(${quote(update.name)}, {`,
      ...indent(more),
      '});',
      ...(waits ? [] : ['const result = await update.result();']),
      'const handle = await startWorkflowOperation.workflowHandle();',
    ];
  }

  #options(call: StartCall): string[] {
    const { retry, priority, versioning } = call;
    const optional = (name: string, code: string | undefined) => (code === undefined ? [] : [`${name}: ${code},`]);
    return [
      `taskQueue: ${quote(call.taskQueue)},`,
      `workflowId: ${quote(call.workflowId)},`,
      ...this.#list('args', call.args),
      ...optional('workflowExecutionTimeout', duration(call.executionTimeoutMs)),
      ...optional('workflowRunTimeout', duration(call.runTimeoutMs)),
      ...optional('workflowTaskTimeout', duration(call.taskTimeoutMs)),
      ...optional('startDelay', duration(call.startDelayMs)),
      ...optional(
        'retry',
        retry &&
          object({
            maximumAttempts: retry.maximumAttempts?.toString(),
            initialInterval: duration(retry.initialIntervalMs),
            backoffCoefficient: retry.backoffCoefficient?.toString(),
            maximumInterval: duration(retry.maximumIntervalMs),
            nonRetryableErrorTypes:
              retry.nonRetryableErrorTypes && `[${retry.nonRetryableErrorTypes.map(quote).join(', ')}]`,
          }),
      ),
      ...optional('workflowIdReusePolicy', call.reusePolicy && `'${call.reusePolicy}'`),
      ...optional('workflowIdConflictPolicy', call.conflictPolicy && `'${call.conflictPolicy}'`),
      ...(this.#where === 'browser' && call.attach ? ["onAlreadyStarted: 'attach',"] : []),
      ...optional('cronSchedule', call.cron && quote(call.cron)),
      ...optional('memo', call.memo && this.#map(call.memo)),
      ...this.#attributes(call),
      ...optional(
        'priority',
        priority &&
          object({
            priorityKey: priority.priorityKey?.toString(),
            fairnessKey: priority.fairnessKey && quote(priority.fairnessKey),
            fairnessWeight: priority.fairnessWeight?.toString(),
          }),
      ),
      ...optional(
        'versioningOverride',
        versioning === 'AUTO_UPGRADE'
          ? "'AUTO_UPGRADE'"
          : versioning &&
              `{ pinnedTo: { deploymentName: ${quote(versioning.pinnedTo.deploymentName)}, buildId: ${quote(versioning.pinnedTo.buildId)} } }`,
      ),
      ...optional('staticSummary', call.summary && quote(call.summary)),
      ...optional('staticDetails', call.details && quote(call.details)),
    ];
  }

  #attributes({ attributes }: StartCall): string[] {
    if (attributes.length === 0) return [];
    this.#used.add('defineSearchAttributeKey');
    const rows = attributes.map(({ key, value }) => {
      const code = value instanceof Date ? `new Date(${quote(value.toISOString())})` : JSON.stringify(value);
      return `{ key: defineSearchAttributeKey(${quote(key.name)}, '${key.type}'), value: ${code} },`;
    });
    return ['typedSearchAttributes: [', ...indent(rows), '],'];
  }

  #interceptors(headers: Readonly<Record<string, WirePayload>>): string[] {
    const fields = Object.entries(headers).map(([name, payload]) => `${quote(name)}: ${this.#payload(payload)},`);
    const add = 'next({ ...input, headers: { ...input.headers, ...headers } })';
    const addToStart = 'next({ ...input, workflowStartHeaders: { ...input.workflowStartHeaders, ...headers } })';
    this.#used.add('WorkflowClientInterceptor');
    return [
      'const headers = {',
      ...indent(fields),
      '};',
      'const withHeaders: WorkflowClientInterceptor = {',
      `  startWithDetails: (input, next) => ${add},`,
      `  signalWithStart: (input, next) => ${add},`,
      `  startUpdateWithStart: (input, next) => ${addToStart},`,
      '};',
      'const interceptors = { workflow: [withHeaders] };',
    ];
  }

  #list(name: string, payloads: readonly WirePayload[]): string[] {
    if (payloads.length === 0) return [];
    const values = payloads.map((payload) => this.#value(payload));
    const line = `${name}: [${values.join(', ')}],`;
    return line.length < 80 && !line.includes('\n')
      ? [line]
      : [`${name}: [`, ...indent(values.flatMap((value) => `${value},`.split('\n'))), '],'];
  }

  #map(fields: Readonly<Record<string, WirePayload>>): string {
    return object(
      Object.fromEntries(Object.entries(fields).map(([key, payload]) => [quote(key), this.#value(payload)])),
    );
  }

  #value(payload: WirePayload): string {
    const value = codeValue(payload);
    if (value.kind === 'nothing') return 'undefined';
    if (value.kind === 'json' && !losesDigits(value.node)) return stringifyNode(value.node);
    if (value.kind === 'bytes') {
      this.#used.add('base64');
      return `base64(${quote(btoa(String.fromCharCode(...value.data)))})`;
    }
    this.#used.add('RawValue');
    return `RawValue.fromPayload(${this.#payload(payload)})`;
  }

  #payload(payload: WirePayload): string {
    this.#used.add('bytes');
    const value = codeValue({ ...payload, metadata: { ...payload.metadata, '': new Uint8Array() } });
    if (value.kind !== 'raw') return 'undefined';
    const metadata = value.metadata.flatMap(([key, text]) => (key ? [`${quote(key)}: bytes(${quote(text)})`] : []));
    if (value.text === undefined) this.#used.add('base64');
    const data = value.text === undefined ? `base64(${quote(value.base64)})` : `bytes(${quote(value.text)})`;
    return `{ metadata: { ${metadata.join(', ')} }, data: ${data} }`;
  }
}

type CodeName =
  | 'RawValue'
  | 'defineSearchAttributeKey'
  | 'WithStartWorkflowOperation'
  | 'WorkflowExecutionAlreadyStartedError'
  | 'WorkflowClientInterceptor'
  | 'bytes'
  | 'base64';

/** A string literal in single quotes, as formatters write it. */
function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function object(fields: Record<string, string | undefined>): string {
  const set = Object.entries(fields).flatMap(([key, code]) => (code === undefined ? [] : [`${key}: ${code}`]));
  return set.length > 0 ? `{ ${set.join(', ')} }` : '{}';
}

/** `'90s'`: the largest unit that leaves no rest, which both packages read. */
function duration(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ] as const) {
    if (ms > 0 && ms % size === 0) return `'${ms / size}${unit}'`;
  }
  return String(ms);
}

function indent(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split('\n')).map((line) => `  ${line}`);
}
