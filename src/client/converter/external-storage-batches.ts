import { toBinary } from '@bufbuild/protobuf';
import { PayloadSchema } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { previewOf } from '../internal/preview.js';
import { ValueError } from '../value-error.js';
import type { Payload } from './payload-converter.js';
import { makeReference, readReference } from './storage-reference-payload.js';
import { isReferencePayload } from './storage-reference.js';
import {
  type StorageDriver,
  StorageDriverClaim,
  type StorageDriverSelector,
  type StorageDriverTargetInfo,
} from './storage-driver.js';
import { toWirePayload } from './wire-payload.js';

/** What is needed of an `ExternalStorage`. */
interface Storage {
  readonly driverSelector: StorageDriverSelector;
  readonly payloadSizeThreshold: number;
  getDriver(name: string): StorageDriver | null;
}

/** What one driver has to do in one call. */
type Batches<Item> = Map<StorageDriver, (Item & { readonly index: number })[]>;

/** Payloads with a reference in the place of each that a driver took. */
export async function storePayloads(
  storage: Storage,
  payloads: readonly Payload[],
  target: StorageDriverTargetInfo | undefined,
): Promise<Payload[]> {
  const controller = new AbortController();
  const context = { abortSignal: controller.signal, ...(target && { target }) };
  const batches: Batches<{ payload: Payload; size: number }> = new Map();
  for (const [index, payload] of payloads.entries()) {
    const size = toBinary(PayloadSchema, toWirePayload(payload)).length;
    const driver = size < storage.payloadSizeThreshold ? null : storage.driverSelector(context, payload);
    if (!driver) continue;
    if (storage.getDriver(driver.name) !== driver) {
      throw new ValueError(
        `Driver '${driver.name}' returned by driverSelector is not registered in ExternalStorage.drivers`,
      );
    }
    batches.set(driver, [...(batches.get(driver) ?? []), { index, payload, size }]);
  }
  return replace(payloads, batches, controller, async (driver, items) => {
    const claims = await driver.store(
      context,
      items.map(({ payload }) => payload),
    );
    assertCount(driver, claims.length, 'claims', items.length, 'payloads');
    return claims.map(({ claimData }, position) =>
      makeReference({ driverName: driver.name, claimData }, items[position]!.size),
    );
  });
}

/** Payloads with what is stored in the place of each reference. */
export async function retrievePayloads(storage: Storage, payloads: readonly Payload[]): Promise<Payload[]> {
  const controller = new AbortController();
  const batches: Batches<{ claim: StorageDriverClaim }> = new Map();
  for (const [index, payload] of payloads.entries()) {
    if (!isReferencePayload(payload)) continue;
    const { driverName, claimData } = readReference(payload);
    const driver = storage.getDriver(driverName);
    if (!driver) throw new ValueError(`No driver registered with name '${previewOf(driverName)}'`);
    batches.set(driver, [...(batches.get(driver) ?? []), { index, claim: new StorageDriverClaim(claimData) }]);
  }
  return replace(payloads, batches, controller, async (driver, items) => {
    const stored = await driver.retrieve(
      { abortSignal: controller.signal },
      items.map(({ claim }) => claim),
    );
    // A reference may name what is not there; a driver that looks it up in a map then gives nothing in its place.
    const found = stored.filter((payload: Payload | undefined) => payload !== undefined);
    assertCount(driver, found.length, 'payloads', items.length, 'claims');
    return stored;
  });
}

/**
 * A copy of the list with the result of each driver in its places. The drivers work at the same time; when one fails, the
 * others are told by the signal and waited for, and the error of the first is thrown.
 */
async function replace<Item>(
  payloads: readonly Payload[],
  batches: Batches<Item>,
  controller: AbortController,
  work: (driver: StorageDriver, items: readonly (Item & { readonly index: number })[]) => Promise<Payload[]>,
): Promise<Payload[]> {
  const result = [...payloads];
  await Promise.allSettled(
    [...batches].map(async ([driver, items]) => {
      try {
        const replacements = await work(driver, items);
        for (const [position, { index }] of items.entries()) result[index] = replacements[position]!;
      } catch (error) {
        controller.abort(error);
      }
    }),
  );
  // The first reason stays; an abort for a second one changes nothing.
  controller.signal.throwIfAborted();
  return result;
}

function assertCount(driver: StorageDriver, got: number, gotName: string, wanted: number, wantedName: string): void {
  if (got === wanted) return;
  throw new ValueError(`Driver '${driver.name}' returned ${got} ${gotName} for ${wanted} ${wantedName}`);
}
