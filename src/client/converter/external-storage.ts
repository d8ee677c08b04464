import { ValueError } from '../value-error.js';
import { retrievePayloads, storePayloads } from './external-storage-batches.js';
import type { Payload, SerializationContext } from './payload-converter.js';
import type { StorageDriver, StorageDriverSelector, StorageDriverTargetInfo } from './storage-driver.js';
import type { PayloadStorage } from './storage-reference.js';

/** Options of {@link ExternalStorage}. @experimental */
export interface ExternalStorageOptions {
  drivers: StorageDriver[];
  /** Needed with more than one driver. @default the only driver */
  driverSelector?: StorageDriverSelector | undefined;
  /** Size in bytes of the serialized Payload from which on it is stored; 0 for all. @default 256 KiB */
  payloadSizeThreshold?: number | undefined;
}

/**
 * Keeps large Payloads outside of Temporal, which gets a small reference in the place of each: after the Payload codecs
 * on the way out, before them on the way in. Everything that the client converts goes through it: arguments, results,
 * memo, failures and their causes; search attributes do not.
 *
 * @experimental as in `@temporalio/common` 1.24
 */
export class ExternalStorage implements PayloadStorage {
  readonly drivers: readonly StorageDriver[];
  readonly driverSelector: StorageDriverSelector;
  readonly payloadSizeThreshold: number;
  readonly #byName = new Map<string, StorageDriver>();

  /** @throws {@link ValueError} without drivers, for drivers of one name, for many without a selector, for a size below 0 */
  constructor({ drivers, driverSelector, payloadSizeThreshold = 256 * 1024 }: ExternalStorageOptions) {
    const [first] = Array.isArray(drivers) ? drivers : [];
    if (!first) throw new ValueError('ExternalStorage requires at least one driver');
    if (!(Number.isFinite(payloadSizeThreshold) && payloadSizeThreshold >= 0)) {
      throw new ValueError(
        `ExternalStorage.payloadSizeThreshold must be a non-negative finite number, got ${payloadSizeThreshold}`,
      );
    }
    for (const driver of drivers) {
      const name: unknown = driver.name;
      if (typeof name !== 'string' || name === '') {
        throw new ValueError("Storage driver 'name' must be a non-empty string");
      }
      if (this.#byName.has(name)) throw new ValueError(`Duplicate storage driver name: '${name}'`);
      this.#byName.set(name, driver);
    }
    if (!driverSelector && drivers.length > 1) {
      throw new ValueError('ExternalStorage.driverSelector is required when more than one driver is registered');
    }
    this.drivers = [...drivers];
    this.driverSelector = driverSelector ?? (() => first);
    this.payloadSizeThreshold = payloadSizeThreshold;
  }

  /** The driver of this name; `null` when there is none. */
  getDriver(name: string): StorageDriver | null {
    return this.#byName.get(name) ?? null;
  }

  /** @throws {@link ValueError} for a driver that was not given to the constructor; whatever a driver throws */
  store(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    return storePayloads(this, payloads, context && targetOf(context));
  }

  /** @throws {@link ValueError} for a reference that names no driver of this storage; whatever a driver throws */
  retrieve(payloads: Payload[]): Promise<Payload[]> {
    return retrievePayloads(this, payloads);
  }
}

function targetOf(context: SerializationContext): StorageDriverTargetInfo {
  const { type: kind, namespace } = context;
  if (kind === 'workflow') return { kind, namespace, id: context.workflowId };
  return { kind, namespace, ...(context.activityId !== undefined && { id: context.activityId }) };
}
