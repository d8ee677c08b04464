/** Search attributes of the sample `order`; src/dev/server/sample-search-attributes.ts registers them. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const status = defineSearchAttributeKey('OrderStatus', SearchAttributeType.KEYWORD);
export const customerId = defineSearchAttributeKey('CustomerId', SearchAttributeType.KEYWORD);
export const total = defineSearchAttributeKey('OrderTotal', SearchAttributeType.DOUBLE);
export const itemCount = defineSearchAttributeKey('OrderItemCount', SearchAttributeType.INT);
export const placedAt = defineSearchAttributeKey('OrderPlacedAt', SearchAttributeType.DATETIME);
export const approved = defineSearchAttributeKey('OrderApproved', SearchAttributeType.BOOL);
export const note = defineSearchAttributeKey('OrderNote', SearchAttributeType.TEXT);
export const skus = defineSearchAttributeKey('OrderSkus', SearchAttributeType.KEYWORD_LIST);
