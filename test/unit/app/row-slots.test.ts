import { describe, expect, it } from 'vitest';
import { RowSlots } from '../../../src/app/components/row-slots.js';

describe('the elements of rows', () => {
  it('stay with rows that stay, and new rows get new ones', () => {
    const slots = new RowSlots<string>();
    const first = slots.keys(['a', 'b', 'c']);
    const second = slots.keys(['b', 'c', 'd', 'e']);
    expect(second.slice(0, 2)).toEqual(first.slice(1));
    expect(new Set([...first, ...second]).size).toBe(5);
  });

  it('are taken over in their order once all rows are other ones', () => {
    const slots = new RowSlots<number>();
    const first = slots.keys([1, 2, 3]);
    expect(slots.keys([7, 8])).toEqual(first.slice(0, 2));
    const more = slots.keys([20, 21, 22, 23]);
    expect(more.slice(0, 2)).toEqual(first.slice(0, 2));
    expect(new Set(more).size).toBe(4);
  });

  it('are none for no rows, and begin anew', () => {
    const slots = new RowSlots<number>();
    expect(slots.keys([])).toEqual([]);
    const first = slots.keys([1]);
    expect(slots.keys([])).toEqual([]);
    expect(slots.keys([1])).not.toEqual(first);
  });
});
