/** Payload codecs of a worker: they take their time, while Workflow code reads and writes values at once. */
import type { Payload, PayloadConverter } from '../../client/index.js';
import type { Command } from './commands.js';
import type { WorkflowRun } from './run.js';
import type { Worker } from './worker.js';

/** Payloads as they are without the work of the codecs. Weak: they live as long as the events that have them. */
const plain = new WeakMap<Payload, Payload>();

/** A converter that reads what {@link plainPayloads} has prepared. */
export function readingPlain(converter: PayloadConverter): PayloadConverter {
  return {
    toPayload: (value, context, hint) => converter.toPayload(value, context, hint),
    fromPayload: (payload, context, hint) => converter.fromPayload(plain.get(payload) ?? payload, context, hint),
  };
}

/** Decodes what a run has been told and not read yet. */
export async function plainPayloads(worker: Worker, run: WorkflowRun): Promise<void> {
  const found = new Set<Payload>();
  for (const event of run.events.slice(run.decodedEvents)) collect(event.attributes.value, found);
  for (const update of run.updates.values()) collect(update.request, found);
  run.decodedEvents = run.events.length;
  const unknown = [...found].filter((payload) => !plain.has(payload));
  const decoded = await decodeAll(worker, unknown);
  unknown.forEach((payload, index) => plain.set(payload, decoded[index]!));
}

/** Decodes Payloads by the codecs of a worker. */
export async function decodeAll(worker: Worker, payloads: readonly Payload[]): Promise<Payload[]> {
  let result = [...payloads];
  if (result.length === 0) return result;
  for (const codec of [...worker.converters.payloadCodecs].reverse()) result = await codec.decode(result);
  return result;
}

/** Encodes the Payloads of commands by the codecs of a worker. */
export async function sealCommands(worker: Worker, commands: Command[]): Promise<Command[]> {
  const found = new Set<Payload>();
  for (const command of commands) {
    // The server reads search attributes.
    if (command.kind !== 'upsertSearchAttributes') collect(withoutOutcome(command), found);
  }
  const payloads = [...found];
  let sealed = payloads.map((payload) => ({ ...payload }));
  if (sealed.length === 0) return commands;
  for (const codec of worker.converters.payloadCodecs) sealed = await codec.encode(sealed);
  // In their place: commands are held by whoever waits for their outcome.
  payloads.forEach((payload, index) => {
    const { metadata = {}, data = new Uint8Array() } = sealed[index]!;
    Object.assign(payload, { metadata, data });
  });
  return commands;
}

function withoutOutcome(command: Command): object {
  return 'outcome' in command && command.kind !== 'completeUpdate'
    ? { ...command, outcome: undefined, started: undefined }
    : command;
}

/** Payloads in a message, wherever they are; search attributes aside. */
function collect(value: unknown, into: Set<Payload>): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, into);
    return;
  }
  if ('data' in value && 'metadata' in value) {
    into.add(value as Payload);
    return;
  }
  for (const [name, field] of Object.entries(value)) if (name !== 'searchAttributes') collect(field, into);
}
