import { describe, expect, it, vi } from 'vitest';
import {
  defineSearchAttributeKey,
  NamespaceNotFoundError,
  ServiceError,
  TypedSearchAttributes,
  ValueError,
} from '../../src/client/index.js';
import { client, endAfterTest, onNobody, openClient } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { uniqueId } from '../fixtures/unique-id.js';

const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
const itemCount = defineSearchAttributeKey('OrderItemCount', 'INT');
const total = defineSearchAttributeKey('OrderTotal', 'DOUBLE');
const approved = defineSearchAttributeKey('OrderApproved', 'BOOL');
const placedAt = defineSearchAttributeKey('OrderPlacedAt', 'DATETIME');
const note = defineSearchAttributeKey('OrderNote', 'TEXT');
const skus = defineSearchAttributeKey('OrderSkus', 'KEYWORD_LIST');

describe('typedSearchAttributes', () => {
  it('come back from describe with their types, all seven of them', async () => {
    const day = new Date('2026-02-28T12:34:56.789Z');
    const handle = endAfterTest(
      await client.workflow.start('any', {
        ...onNobody(),
        typedSearchAttributes: [
          { key: customerId, value: 'c-42' },
          { key: itemCount, value: 3 },
          { key: total, value: 12.5 },
          { key: approved, value: false },
          { key: placedAt, value: day },
          { key: note, value: 'leave at the door' },
          { key: skus, value: ['BOOK-1', 'PEN-2'] },
        ],
      }),
    );
    const { typedSearchAttributes: found, searchAttributes } = await handle.describe();
    expect(found.get(customerId)).toBe('c-42');
    expect(found.get(itemCount)).toBe(3);
    expect(found.get(total)).toBe(12.5);
    expect(found.get(approved)).toBe(false);
    expect(found.get(placedAt)).toEqual(day);
    expect(found.get(note)).toBe('leave at the door');
    expect(found.get(skus)).toEqual(['BOOK-1', 'PEN-2']);
    expect(searchAttributes).toMatchObject({
      CustomerId: ['c-42'],
      OrderPlacedAt: [day],
      OrderSkus: ['BOOK-1', 'PEN-2'],
    });
  });

  it('are found by a list', async () => {
    const customer = uniqueId('customer');
    const options = onNobody();
    const attributes = new TypedSearchAttributes([{ key: customerId, value: customer }]);
    endAfterTest(await client.workflow.start('any', { ...options, typedSearchAttributes: attributes }));
    await vi.waitFor(
      async () => {
        const { items: executions } = await client.workflow.listPage({ query: `CustomerId = '${customer}'` });
        expect(executions.map(({ workflowId }) => workflowId)).toEqual([options.workflowId]);
        expect(executions[0]?.typedSearchAttributes.get(customerId)).toBe(customer);
      },
      { timeout: 30_000, interval: 100 },
    );
  });

  it('win over untyped ones of the same name', async () => {
    const handle = endAfterTest(
      await client.workflow.start('any', {
        ...onNobody(),
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- still supported
        searchAttributes: { CustomerId: ['untyped'], OrderItemCount: [7] },
        typedSearchAttributes: [{ key: customerId, value: 'typed' }],
      }),
    );
    const { typedSearchAttributes: found } = await handle.describe();
    expect(found.get(customerId)).toBe('typed');
    expect(found.get(itemCount)).toBe(7);
  });

  it('raises ValueError for a value of another type, before anything is sent', async () => {
    const fetch = recordingFetch();
    const start = openClient({}, { fetch }).workflow.start('any', {
      ...onNobody(),
      typedSearchAttributes: [{ key: itemCount, value: 123.4 }],
    });
    const error = await rejectionOf(start, ValueError);
    expect(error.message).toContain('Invalid search attribute value 123.4 for given type INT');
    expect(fetch.requests).toHaveLength(0);
  });

  it('raises ServiceError that names an attribute which the Namespace does not have', async () => {
    const start = client.workflow.start('any', {
      ...onNobody(),
      typedSearchAttributes: [{ key: defineSearchAttributeKey('NoSuchAttribute', 'KEYWORD'), value: 'x' }],
    });
    const error = await rejectionOf(start, ServiceError);
    expect(error).not.toBeInstanceOf(NamespaceNotFoundError);
    expect(grpcCauseOf(error).details).toContain('NoSuchAttribute');
  });
});

describe('memo', () => {
  it('comes back from describe with every kind of value', async () => {
    const memo = {
      text: 'ünï 🐘',
      nested: { list: [1, 2, { deep: true }], nothing: null },
      bytes: new Uint8Array([0, 127, 255]),
    };
    const handle = endAfterTest(await client.workflow.start('any', { ...onNobody(), memo }));
    expect((await handle.describe()).memo).toEqual(memo);
  });

  it('comes back from a list', async () => {
    const options = onNobody();
    endAfterTest(await client.workflow.start('any', { ...options, memo: { colour: 'green' } }));
    await vi.waitFor(
      async () => {
        const page = await client.workflow.listPage({ query: `WorkflowId = '${options.workflowId}'` });
        expect(page.items.map(({ memo }) => memo)).toEqual([{ colour: 'green' }]);
      },
      { timeout: 30_000, interval: 100 },
    );
  });
});
