import type { SearchAttributes as SearchAttributesMessage } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { encodeSearchAttributes } from '../converter/search-attribute-payloads.js';
import { toWirePayload } from '../converter/wire-payload.js';
import type { SearchAttributePair, SearchAttributes, TypedSearchAttributes } from '../search-attributes.js';

/** Both views of search attributes, of options or of a description. */
export interface AttributesGiven {
  readonly searchAttributes?: SearchAttributes | undefined;
  readonly typedSearchAttributes?: SearchAttributePair[] | TypedSearchAttributes | undefined;
}

/** Wire form. */
export type AttributeFields = Pick<SearchAttributesMessage, 'indexedFields'>;

/** Whether a view is given that is not the very object of the description. */
export function attributesChanged(given: AttributesGiven, before: AttributesGiven): boolean {
  const { searchAttributes, typedSearchAttributes } = given;
  return (
    (searchAttributes !== undefined && searchAttributes !== before.searchAttributes) ||
    (typedSearchAttributes !== undefined && typedSearchAttributes !== before.typedSearchAttributes)
  );
}

/**
 * Wire form of what is given, empty for none. Of a description that was spread and changed in one of its two views, the other
 * view is left out: it has the old values, and attributes that were just removed.
 *
 * @throws {@link ValueError} for a value that is not of its key's type
 */
export function encodeAttributes(given: AttributesGiven, before: AttributesGiven = {}): AttributeFields {
  const untyped = given.searchAttributes === before.searchAttributes ? undefined : given.searchAttributes;
  const typed = given.typedSearchAttributes === before.typedSearchAttributes ? undefined : given.typedSearchAttributes;
  const fields = Object.entries(encodeSearchAttributes(untyped, typed) ?? {});
  return { indexedFields: Object.fromEntries(fields.map(([name, value]) => [name, toWirePayload(value)])) };
}
