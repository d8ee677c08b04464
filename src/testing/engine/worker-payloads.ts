/** Values of a worker to Payloads and back: its converter, and its codecs where it has some. */
import type { Payload as AnyPayload } from '../../client/index.js';
import { encodeErrorToFailure, LoadedDataConverter } from '../../client/index.js';
import type { Failure, Payload, Payloads } from './api.js';
import type { Worker } from './worker.js';

const loaded = new WeakMap<Worker, LoadedDataConverter>();

function converterOf(worker: Worker): LoadedDataConverter {
  let converter = loaded.get(worker);
  if (!converter) loaded.set(worker, (converter = new LoadedDataConverter(worker.converters)));
  return converter;
}

/** Values of Payloads. */
export async function decodePayloads(worker: Worker, payloads: readonly AnyPayload[]): Promise<unknown[]> {
  return converterOf(worker).decodeAll(payloads);
}

/** Payloads of values, or nothing for none. */
export async function encodePayloads(worker: Worker, values: readonly unknown[]): Promise<Payloads | undefined> {
  if (values.length === 0) return undefined;
  const payloads: Payload[] = await converterOf(worker).encodeAll(values);
  return { $typeName: 'temporal.api.common.v1.Payloads', payloads };
}

/** The message of an error. Codecs encode its details. */
export async function encodeFailure(worker: Worker, error: unknown): Promise<Failure> {
  return encodeErrorToFailure(converterOf(worker), error);
}
