import type { TypeInfo } from '../converter/type-info.js';

/**
 * How one value of an Operation is converted. As in `nexus-rpc`, whose definitions carry no hints for Payload converters;
 * a definition of our own may.
 */
export interface NexusTypeInfo<T = unknown> {
  transferTypeConverter?:
    | {
        /** What the application has, made of what the Payload converter gives. */
        fromTransferType(value: any): T;
        /** What the Payload converter takes, made of what the application has. */
        toTransferType(value: T): any;
      }
    | undefined;
  payloadConverterHint?: TypeInfo['payloadConverterHint'];
}

/**
 * An Operation with the types of its input and output. Definitions of `nexus-rpc` are of this shape and keep their types.
 * Without that package: `{ name: 'greet' } as NexusOperationDefinition<string, string>`.
 */
export interface NexusOperationDefinition<Input = any, Output = any> {
  name: string;
  inputType?: NexusTypeInfo<Input> | undefined;
  outputType?: NexusTypeInfo<Output> | undefined;
}

/** A service with its Operations by key, for example made by `service()` of `nexus-rpc`. */
export interface NexusServiceDefinition {
  name: string;
  operations: Record<string, NexusOperationDefinition>;
}

/** What an Operation takes. */
export type NexusOperationInput<Operation> = Operation extends NexusOperationDefinition<infer Input> ? Input : any;

/** What an Operation gives. */
export type NexusOperationOutput<Operation> =
  Operation extends NexusOperationDefinition<any, infer Output> ? Output : any;

/** Keys of the Operations of a service. */
export type NexusOperationKey<Service extends NexusServiceDefinition> = keyof Service['operations'] & string;

/** Definitions of the Operations of a service. */
export type NexusOperationOf<Service extends NexusServiceDefinition> =
  Service['operations'][NexusOperationKey<Service>];
