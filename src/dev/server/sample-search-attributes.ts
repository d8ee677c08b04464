/**
 * Search attributes of the sample `order` Workflow: one of each type, so that
 * whoever tries the console or the client finds something to filter by.
 */
export const sampleSearchAttributes = {
  OrderStatus: 'Keyword',
  CustomerId: 'Keyword',
  OrderTotal: 'Double',
  OrderItemCount: 'Int',
  OrderPlacedAt: 'Datetime',
  OrderApproved: 'Bool',
  OrderNote: 'Text',
  OrderSkus: 'KeywordList',
} as const;
