import type { ReflectionSymbolId } from 'typedoc';

/** Where Temporal publishes the comments of its protobuf messages, one anchor for each message, enum and service. */
const apiDocs = 'https://api-docs.temporal.io/#';

const generated = /(?:^|\/)gen\/\w+\/((?:temporal\/api|google|grpc)\/.+)\/\w+_pb\.ts$/;

/**
 * The public documentation of a generated type, or undefined when a symbol is not generated. The reference of this
 * package would be a tenth about its own API if it repeated that of the messages.
 */
export function protoLink({ packagePath, qualifiedName }: ReflectionSymbolId): string | undefined {
  const folder = generated.exec(packagePath)?.[1];
  if (folder === undefined) return undefined;
  // Nested messages are written with an underscore by the generator; descriptors have the suffix `Schema`.
  const message = qualifiedName.replace(/Schema$/, '').replaceAll('_', '.');
  return `${apiDocs}${folder.replaceAll('/', '.')}.${message}`;
}
