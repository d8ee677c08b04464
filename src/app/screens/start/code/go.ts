import type { SearchAttributePair } from '../../../../client/index.js';
import type { WirePayload } from '../../../format/payload.js';
import type { StartCall } from '../start-call.js';
import { byteLiteral, codeValue, dataInCode, stringLiteral } from './payload-value.js';
import type { CodeTarget } from './snippet.js';

/** The same call as a program for Go's SDK. */
export function goCode(call: StartCall, { namespace }: CodeTarget): string {
  const code = new GoCode();
  const body = code.body(call);
  return `package main

import (
${code.imports()}
)

func main() {
	ctx := context.Background()
	c, err := client.Dial(client.Options{HostPort: "localhost:7233", Namespace: ${stringLiteral(namespace)}})
	if err != nil {
		log.Fatalln(err)
	}
	defer c.Close()

${body.map((line) => (line ? `\t${line}` : '')).join('\n')}
}
`;
}

class GoCode {
  readonly #packages = new Set(['context', 'log', 'go.temporal.io/sdk/client']);

  imports(): string {
    const line = (path: string) => {
      const alias = aliases[path];
      return `\t${alias ? `${alias} ` : ''}"${path}"`;
    };
    const all = [...this.#packages].sort();
    const own = all.filter((path) => !path.includes('.'));
    const others = all.filter((path) => path.includes('.'));
    return [...own.map(line), '', ...others.map(line)].join('\n');
  }

  body(call: StartCall): string[] {
    const { signal, update, headers } = call;
    const type = stringLiteral(call.workflowType);
    const notes = headers ? ['// Headers are set by a ContextPropagator of the client.'] : [];
    const lines = [...notes, 'options := client.StartWorkflowOptions{', ...aligned(this.#options(call)), '}'];
    if (update) return [...lines, ...this.#update(call, type)];
    const args = this.#args(call.args);
    if (signal) {
      const more = signal.args.length > 1 ? ['// Go sends one argument with a signal: the others are left out.'] : [];
      const value = signal.args[0] ? this.#value(signal.args[0]) : 'nil';
      const call_ = `run, err := c.SignalWithStartWorkflow(ctx, options.ID, ${stringLiteral(signal.name)}, ${value}, options, ${type}${args})`;
      return [...lines, ...more, call_, ...this.#end()];
    }
    return [...lines, `run, err := c.ExecuteWorkflow(ctx, options, ${type}${args})`, ...this.#end()];
  }

  #end(): string[] {
    return ['if err != nil {', '\tlog.Fatalln(err)', '}', 'log.Println(run.GetID(), run.GetRunID())'];
  }

  #update({ args, update }: StartCall, type: string): string[] {
    if (!update) return [];
    const stage = update.waitForStage === 'ACCEPTED' ? 'Accepted' : 'Completed';
    return [
      'handle, err := c.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{',
      `\tStartWorkflowOperation: c.NewWithStartWorkflowOperation(options, ${type}${this.#args(args)}),`,
      '\tUpdateOptions: client.UpdateWorkflowOptions{',
      ...(update.updateId ? [`\t\tUpdateID:     ${stringLiteral(update.updateId)},`] : []),
      `\t\tUpdateName:   ${stringLiteral(update.name)},`,
      `\t\tWaitForStage: client.WorkflowUpdateStage${stage},`,
      `\t\tArgs:         []interface{}{${update.args.map((payload) => this.#value(payload)).join(', ')}},`,
      '\t},',
      '})',
      'if err != nil {',
      '\tlog.Fatalln(err)',
      '}',
      'var result interface{}',
      'if err := handle.Get(ctx, &result); err != nil {',
      '\tlog.Fatalln(err)',
      '}',
      'log.Println(result)',
    ];
  }

  #options(call: StartCall): string[] {
    const { retry, priority, versioning } = call;
    const lines: string[] = [];
    const field = (name: string, code: string | undefined) => {
      if (code !== undefined) lines.push(`\t${name}: ${code},`);
    };
    field('ID', stringLiteral(call.workflowId));
    field('TaskQueue', stringLiteral(call.taskQueue));
    field('WorkflowExecutionTimeout', this.#duration(call.executionTimeoutMs));
    field('WorkflowRunTimeout', this.#duration(call.runTimeoutMs));
    field('WorkflowTaskTimeout', this.#duration(call.taskTimeoutMs));
    field('StartDelay', this.#duration(call.startDelayMs));
    field('WorkflowIDReusePolicy', this.#policy('REUSE', call.reusePolicy));
    field('WorkflowIDConflictPolicy', this.#policy('CONFLICT', call.conflictPolicy));
    // Go attaches where nothing else is said; the other SDKs do not.
    if (!call.signal && !call.update && !call.attach) field('WorkflowExecutionErrorWhenAlreadyStarted', 'true');
    if (retry) {
      const types = retry.nonRetryableErrorTypes;
      field(
        'RetryPolicy',
        `&${this.#use('go.temporal.io/sdk/temporal', 'temporal')}.RetryPolicy{${fields({
          InitialInterval: this.#duration(retry.initialIntervalMs),
          BackoffCoefficient: retry.backoffCoefficient?.toString(),
          MaximumInterval: this.#duration(retry.maximumIntervalMs),
          MaximumAttempts: retry.maximumAttempts?.toString(),
          NonRetryableErrorTypes: types && `[]string{${types.map(stringLiteral).join(', ')}}`,
        })}}`,
      );
    }
    field('CronSchedule', call.cron && stringLiteral(call.cron));
    const memo = Object.entries(call.memo ?? {}).map(
      ([key, payload]) => `${stringLiteral(key)}: ${this.#value(payload)}`,
    );
    field('Memo', memo.length > 0 ? `map[string]interface{}{${memo.join(', ')}}` : undefined);
    if (call.attributes.length > 0) {
      const pairs = call.attributes.map((pair) => this.#attribute(pair)).join(', ');
      field(
        'TypedSearchAttributes',
        `${this.#use('go.temporal.io/sdk/temporal', 'temporal')}.NewSearchAttributes(${pairs})`,
      );
    }
    if (priority) {
      field(
        'Priority',
        `${this.#use('go.temporal.io/sdk/temporal', 'temporal')}.Priority{${fields({
          PriorityKey: priority.priorityKey?.toString(),
          FairnessKey: priority.fairnessKey && stringLiteral(priority.fairnessKey),
          FairnessWeight: priority.fairnessWeight?.toString(),
        })}}`,
      );
    }
    if (versioning === 'AUTO_UPGRADE') field('VersioningOverride', '&client.AutoUpgradeVersioningOverride{}');
    else if (versioning) {
      const { deploymentName, buildId } = versioning.pinnedTo;
      const version = `${this.#use('go.temporal.io/sdk/worker', 'worker')}.WorkerDeploymentVersion{DeploymentName: ${stringLiteral(deploymentName)}, BuildID: ${stringLiteral(buildId)}}`;
      field('VersioningOverride', `&client.PinnedVersioningOverride{Version: ${version}}`);
    }
    field('StaticSummary', call.summary && stringLiteral(call.summary));
    field('StaticDetails', call.details && stringLiteral(call.details));
    return lines;
  }

  #attribute({ key, value }: SearchAttributePair): string {
    const temporal = this.#use('go.temporal.io/sdk/temporal', 'temporal');
    const names = {
      KEYWORD: 'Keyword',
      TEXT: 'String',
      INT: 'Int64',
      DOUBLE: 'Float64',
      BOOL: 'Bool',
      DATETIME: 'Time',
      KEYWORD_LIST: 'KeywordList',
    } as const;
    return `${temporal}.NewSearchAttributeKey${names[key.type]}(${stringLiteral(key.name)}).ValueSet(${this.#attributeValue(value)})`;
  }

  #attributeValue(value: SearchAttributePair['value']): string {
    if (value instanceof Date) return `${this.#use('time', 'time')}.UnixMilli(${value.getTime()})`;
    if (Array.isArray(value)) return `[]string{${value.map(stringLiteral).join(', ')}}`;
    return typeof value === 'string' ? stringLiteral(value) : String(value);
  }

  #args(payloads: readonly WirePayload[]): string {
    return payloads.map((payload) => `, ${this.#value(payload)}`).join('');
  }

  #value(payload: WirePayload): string {
    const value = codeValue(payload);
    switch (value.kind) {
      case 'nothing':
        return 'nil';
      case 'bytes':
        return `[]byte(${byteLiteral(value.data)})`;
      case 'json':
        if (value.node.kind === 'string') return stringLiteral(value.node.value);
        return `${this.#use('encoding/json', 'json')}.RawMessage(${goRaw(value.text)})`;
      case 'raw': {
        const common = this.#use('go.temporal.io/api/common/v1', 'commonpb');
        const converter = this.#use('go.temporal.io/sdk/converter', 'converter');
        const metadata = Object.entries(payload.metadata).map(
          ([key, text]) => `${stringLiteral(key)}: []byte(${byteLiteral(text)})`,
        );
        return `${converter}.NewRawValue(&${common}.Payload{Metadata: map[string][]byte{${metadata.join(', ')}}, Data: []byte(${byteLiteral(dataInCode(payload))})})`;
      }
    }
  }

  #policy(kind: 'REUSE' | 'CONFLICT', name: string | undefined): string | undefined {
    return name && `${this.#use('go.temporal.io/api/enums/v1', 'enumspb')}.WORKFLOW_ID_${kind}_POLICY_${name}`;
  }

  #duration(ms: number | undefined): string | undefined {
    if (ms === undefined) return undefined;
    const time = this.#use('time', 'time');
    return ms % 1000 === 0 ? `${ms / 1000} * ${time}.Second` : `${ms} * ${time}.Millisecond`;
  }

  #use(path: string, name: string): string {
    this.#packages.add(path);
    return name;
  }
}

const aliases: Readonly<Record<string, string>> = {
  'go.temporal.io/api/common/v1': 'commonpb',
  'go.temporal.io/api/enums/v1': 'enumspb',
};

/** Values of a literal under each other, as gofmt writes them. */
function aligned(lines: readonly string[]): string[] {
  const width = Math.max(...lines.map((line) => line.indexOf(':')));
  return lines.map((line) => {
    const name = line.slice(0, line.indexOf(':') + 1);
    return `${name.padEnd(width + 1)}${line.slice(name.length)}`;
  });
}

function fields(values: Record<string, string | undefined>): string {
  return Object.entries(values)
    .flatMap(([name, code]) => (code === undefined ? [] : [`${name}: ${code}`]))
    .join(', ');
}

/** As it stands between backquotes, where that is possible. */
function goRaw(text: string): string {
  return /[`\r\uFEFF]/.test(text) ? stringLiteral(text) : `\`${text}\``;
}
