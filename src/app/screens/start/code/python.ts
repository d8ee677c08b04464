import type { SearchAttributePair } from '../../../../client/index.js';
import type { JsonNode } from '../../../../live/json.js';
import type { WirePayload } from '../../../format/payload.js';
import type { RetryCall, StartCall } from '../start-call.js';
import { byteLiteral, codeValue, dataInCode, losesDigits, stringLiteral } from './payload-value.js';
import type { CodeTarget } from './snippet.js';

/** The same call as a program for Python's SDK. */
export function pythonCode(call: StartCall, { namespace }: CodeTarget): string {
  const code = new PythonCode();
  const body = code.body(call);
  return `${code.imports()}


async def main() -> None:
    client = await Client.connect("localhost:7233", namespace=${stringLiteral(namespace)})
${body.map((line) => `    ${line}`).join('\n')}


if __name__ == "__main__":
    asyncio.run(main())
`;
}

class PythonCode {
  readonly #names = new Map([['temporalio.client', new Set(['Client'])]]);

  imports(): string {
    const lines = [...this.#names].map(([module, names]) => `from ${module} import ${[...names].sort().join(', ')}`);
    const own = lines.filter((line) => !line.includes('temporalio'));
    const others = lines.filter((line) => line.includes('temporalio'));
    return ['import asyncio', ...own.sort(), '', ...others.sort()].join('\n');
  }

  body(call: StartCall): string[] {
    const { signal, update, headers } = call;
    const notes = headers ? ['# Headers are set by an interceptor of the client.'] : [];
    if (update) return [...notes, ...this.#update(call, update)];
    const more = signal && {
      start_signal: stringLiteral(signal.name),
      start_signal_args: signal.args.length > 0 ? this.#list(signal.args) : undefined,
    };
    return [
      ...notes,
      'handle = await client.start_workflow(',
      ...this.#start(call, { ...more }),
      ')',
      'print(handle.id, handle.first_execution_run_id)',
    ];
  }

  #update(call: StartCall, update: NonNullable<StartCall['update']>): string[] {
    const operation = this.#use('temporalio.client', 'WithStartWorkflowOperation');
    const any = this.#use('typing', 'Any');
    const accepted = update.waitForStage === 'ACCEPTED';
    const conflict = `${this.#use('temporalio.common', 'WorkflowIDConflictPolicy')}.${call.conflictPolicy ?? 'FAIL'}`;
    const options = {
      args: update.args.length > 0 ? this.#list(update.args) : undefined,
      id: update.updateId && stringLiteral(update.updateId),
      start_workflow_operation: 'start',
      wait_for_stage: accepted ? `${this.#use('temporalio.client', 'WorkflowUpdateStage')}.ACCEPTED` : undefined,
    };
    return [
      // Of a Workflow that is called by its name, no type is known.
      `start: ${operation}[${any}, ${any}] = ${operation}(`,
      ...this.#start(call, { id_conflict_policy: conflict }),
      ')',
      `${accepted ? 'update' : 'result'} = await client.${accepted ? 'start' : 'execute'}_update_with_start_workflow(`,
      `    ${stringLiteral(update.name)},`,
      ...lines(options),
      ')',
      `print(${accepted ? 'await update.result()' : 'result'})`,
    ];
  }

  /** What stands between the brackets of a start, last of all what belongs to one way of starting only. */
  #start(call: StartCall, more: Record<string, string | undefined>): string[] {
    const { args, attributes, priority, versioning } = call;
    const memo = Object.entries(call.memo ?? {}).map(([key, value]) => `${stringLiteral(key)}: ${this.#value(value)}`);
    const pairs = attributes.map((pair) => this.#attribute(pair));
    return [
      `    ${stringLiteral(call.workflowType)},`,
      ...lines({
        args: args.length > 0 ? this.#list(args) : undefined,
        id: stringLiteral(call.workflowId),
        task_queue: stringLiteral(call.taskQueue),
        execution_timeout: this.#duration(call.executionTimeoutMs),
        run_timeout: this.#duration(call.runTimeoutMs),
        task_timeout: this.#duration(call.taskTimeoutMs),
        id_reuse_policy: this.#policy('WorkflowIDReusePolicy', call.reusePolicy),
        id_conflict_policy: this.#policy('WorkflowIDConflictPolicy', call.conflictPolicy),
        retry_policy: call.retry && this.#retry(call.retry),
        cron_schedule: call.cron && stringLiteral(call.cron),
        memo: memo.length > 0 ? `{${memo.join(', ')}}` : undefined,
        search_attributes:
          pairs.length > 0
            ? `${this.#use('temporalio.common', 'TypedSearchAttributes')}([${pairs.join(', ')}])`
            : undefined,
        static_summary: call.summary && stringLiteral(call.summary),
        static_details: call.details && stringLiteral(call.details),
        start_delay: this.#duration(call.startDelayMs),
        priority:
          priority &&
          `${this.#use('temporalio.common', 'Priority')}(${options({
            priority_key: priority.priorityKey?.toString(),
            fairness_key: priority.fairnessKey && stringLiteral(priority.fairnessKey),
            fairness_weight: priority.fairnessWeight?.toString(),
          })})`,
        versioning_override: versioning && this.#versioning(versioning),
        ...more,
      }),
    ];
  }

  #retry(retry: RetryCall): string {
    const types = retry.nonRetryableErrorTypes?.map(stringLiteral).join(', ');
    return `${this.#use('temporalio.common', 'RetryPolicy')}(${options({
      initial_interval: this.#duration(retry.initialIntervalMs),
      backoff_coefficient: retry.backoffCoefficient?.toString(),
      maximum_interval: this.#duration(retry.maximumIntervalMs),
      maximum_attempts: retry.maximumAttempts?.toString(),
      non_retryable_error_types: types && `[${types}]`,
    })})`;
  }

  #versioning(versioning: NonNullable<StartCall['versioning']>): string {
    if (versioning === 'AUTO_UPGRADE') return `${this.#use('temporalio.common', 'AutoUpgradeVersioningOverride')}()`;
    const { deploymentName, buildId } = versioning.pinnedTo;
    const version = `${this.#use('temporalio.common', 'WorkerDeploymentVersion')}(${options({
      deployment_name: stringLiteral(deploymentName),
      build_id: stringLiteral(buildId),
    })})`;
    return `${this.#use('temporalio.common', 'PinnedVersioningOverride')}(${version})`;
  }

  #attribute({ key, value }: SearchAttributePair): string {
    const make = `${this.#use('temporalio.common', 'SearchAttributeKey')}.for_${key.type.toLowerCase()}`.replace(
      'for_double',
      'for_float',
    );
    const pair = this.#use('temporalio.common', 'SearchAttributePair');
    return `${pair}(${make}(${stringLiteral(key.name)}), ${this.#attributeValue(value)})`;
  }

  #attributeValue(value: SearchAttributePair['value']): string {
    if (value instanceof Date) {
      const iso = value.toISOString().replace('Z', '+00:00');
      return `${this.#use('datetime', 'datetime')}.fromisoformat(${stringLiteral(iso)})`;
    }
    if (Array.isArray(value)) return `[${value.map(stringLiteral).join(', ')}]`;
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    return typeof value === 'string' ? stringLiteral(value) : String(value);
  }

  #list(payloads: readonly WirePayload[]): string {
    return `[${payloads.map((payload) => this.#value(payload)).join(', ')}]`;
  }

  #value(payload: WirePayload): string {
    const value = codeValue(payload);
    if (value.kind === 'nothing') return 'None';
    if (value.kind === 'bytes') return `b${byteLiteral(value.data)}`;
    // None alone is another Payload than the JSON null.
    if (value.kind === 'json' && value.node.kind !== 'null' && isExact(value.node)) return python(value.node);
    const metadata = Object.entries(payload.metadata).map(
      ([key, text]) => `${stringLiteral(key)}: b${byteLiteral(text)}`,
    );
    const made = `${this.#use('temporalio.api.common.v1', 'Payload')}(metadata={${metadata.join(', ')}}, data=b${byteLiteral(dataInCode(payload))})`;
    return `${this.#use('temporalio.common', 'RawValue')}(${made})`;
  }

  #policy(kind: 'WorkflowIDReusePolicy' | 'WorkflowIDConflictPolicy', name: string | undefined): string | undefined {
    return name && `${this.#use('temporalio.common', kind)}.${name}`;
  }

  #duration(ms: number | undefined): string | undefined {
    if (ms === undefined) return undefined;
    const timedelta = this.#use('datetime', 'timedelta');
    return ms % 1000 === 0 ? `${timedelta}(seconds=${ms / 1000})` : `${timedelta}(milliseconds=${ms})`;
  }

  #use(module: string, name: string): string {
    const names = this.#names.get(module) ?? new Set();
    this.#names.set(module, names.add(name));
    return name;
  }
}

/** Python's integers have all of their digits; its other numbers are those of JavaScript. */
function isExact(node: JsonNode): boolean {
  if (node.kind === 'number') return /^(?:0|-?[1-9]\d*)$/.test(node.text) || !losesDigits(node);
  if (node.kind === 'array') return node.items.every(isExact);
  if (node.kind === 'object') {
    return (
      node.entries.every(([, value]) => isExact(value)) &&
      new Set(node.entries.map(([key]) => key)).size === node.entries.length
    );
  }
  return true;
}

function python(node: JsonNode): string {
  switch (node.kind) {
    case 'null':
      return 'None';
    case 'boolean':
      return node.value ? 'True' : 'False';
    case 'number':
      return node.text;
    case 'string':
      return stringLiteral(node.value);
    case 'array':
      return `[${node.items.map(python).join(', ')}]`;
    case 'object':
      return `{${node.entries.map(([key, value]) => `${stringLiteral(key)}: ${python(value)}`).join(', ')}}`;
  }
}

function options(values: Record<string, string | undefined>): string {
  return Object.entries(values)
    .flatMap(([name, code]) => (code ? [`${name}=${code}`] : []))
    .join(', ');
}

function lines(values: Record<string, string | undefined>): string[] {
  return Object.entries(values).flatMap(([name, code]) => (code ? [`    ${name}=${code},`] : []));
}
