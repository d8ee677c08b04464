import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type { PartContext } from '../internal/part-client.js';
import type { SearchAttributeType } from '../search-attributes.js';
import { callOperator } from './call-operator.js';
import type {
  OperatorAddSearchAttributesInput,
  OperatorNamespaceInput,
  OperatorRemoveSearchAttributesInput,
} from './interceptors.js';

const [encodeType, decodeType] = createEnumCodec<SearchAttributeType, IndexedValueType>(
  IndexedValueType,
  'INDEXED_VALUE_TYPE_',
);
const methods = OperatorService.method;

/** Types by name. One that is newer than this package is `unknown_` and its number. */
export type SearchAttributeTypes = Readonly<Record<string, SearchAttributeType>>;

/** Search attributes of a Namespace. */
export interface SearchAttributeList {
  /** Those that were added. */
  readonly customAttributes: SearchAttributeTypes;
  /** Those that every Namespace has. */
  readonly systemAttributes: SearchAttributeTypes;
  /** Types of the columns of the store, where the server tells. */
  readonly storageSchema: Readonly<Record<string, string>>;
}

/** ListSearchAttributes. */
export async function listSearchAttributes(
  context: PartContext<object>,
  { namespace, call }: OperatorNamespaceInput,
): Promise<SearchAttributeList> {
  const response = await callOperator(context.connection, methods.listSearchAttributes, { namespace }, call, {
    fallback: 'Failed to list search attributes',
  });
  return {
    customAttributes: decodeTypes(response.customAttributes),
    systemAttributes: decodeTypes(response.systemAttributes),
    storageSchema: response.storageSchema,
  };
}

function decodeTypes(types: Record<string, IndexedValueType>): SearchAttributeTypes {
  const known = Object.entries(types).map(([name, type]) => [name, decodeType(type)] as const);
  return Object.fromEntries(known.filter((entry): entry is [string, SearchAttributeType] => entry[1] !== undefined));
}

/** AddSearchAttributes. @throws {@link ValueError} for an unknown type */
export async function addSearchAttributes(
  context: PartContext<object>,
  { namespace, searchAttributes, call }: OperatorAddSearchAttributesInput,
): Promise<void> {
  const types = Object.entries(searchAttributes).map(([name, type]) => [name, encodeType(type)!] as const);
  const request = { namespace, searchAttributes: Object.fromEntries(types) };
  await callOperator(context.connection, methods.addSearchAttributes, request, call, {
    fallback: 'Failed to add search attributes',
  });
}

/** RemoveSearchAttributes. */
export async function removeSearchAttributes(
  context: PartContext<object>,
  { namespace, names, call }: OperatorRemoveSearchAttributesInput,
): Promise<void> {
  const request = { namespace, searchAttributes: [...names] };
  await callOperator(context.connection, methods.removeSearchAttributes, request, call, {
    fallback: 'Failed to remove search attributes',
  });
}
