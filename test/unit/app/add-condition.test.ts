import { describe, expect, it } from 'vitest';
import { withCondition, withoutAttribute } from '../../../src/app/screens/workflows/add-condition.js';

const failed = 'ExecutionStatus = "Failed"';

describe('one more condition', () => {
  it('is all there is when there was none', () => {
    expect(withCondition('  ', failed)).toBe(failed);
  });

  it('is joined by AND', () => {
    expect(withCondition('WorkflowType = "a" AND StartTime > "x"', failed)).toBe(
      `WorkflowType = "a" AND StartTime > "x" AND ${failed}`,
    );
  });

  it.each(['A = 1 OR B = 2', 'A = 1 or B = 2', 'A = 1 AND B = 2 OR C = 3'])('keeps %s together', (query) => {
    expect(withCondition(query, failed)).toBe(`(${query}) AND ${failed}`);
  });

  it('keeps its own OR together', () => {
    expect(withCondition('A = 1', 'B != "x" OR B IS NULL')).toBe('A = 1 AND (B != "x" OR B IS NULL)');
    expect(withCondition('', 'B != "x" OR B IS NULL')).toBe('(B != "x" OR B IS NULL)');
  });

  it.each([
    '(A = 1 OR B = 2)',
    'A = "this OR that"',
    "A = 'it\\'s OR not'",
    'A = "a \\" OR b"',
    'Vendor = 1',
    'Order = 1',
    '`A OR B` = 1',
    'A BETWEEN 1 AND 2',
  ])('takes no word of %s for a joint', (query) => {
    expect(withCondition(query, failed)).toBe(`${query} AND ${failed}`);
  });

  it('is not written twice', () => {
    const query = `A BETWEEN 1 AND 2 AND ${failed}`;
    expect(withCondition(query, failed)).toBe(query);
    expect(withCondition('(A = 1 OR B = 2)', '(A = 1 OR B = 2)')).toBe('(A = 1 OR B = 2)');
  });

  it('stands before what has to be last', () => {
    expect(withCondition('A = 1 ORDER BY StartTime', failed)).toBe(`A = 1 AND ${failed} ORDER BY StartTime`);
    expect(withCondition('ORDER BY StartTime', failed)).toBe(`${failed} ORDER BY StartTime`);
  });

  it('survives a quote that is never closed', () => {
    expect(withCondition('A = "open OR', failed)).toBe(`A = "open OR AND ${failed}`);
  });
});

describe('the conditions on one attribute', () => {
  it('can be taken away', () => {
    expect(withoutAttribute('A = 1 AND Ab = 2 AND A BETWEEN 1 AND 2 AND `A` IS NULL', 'A')).toBe('Ab = 2');
    expect(withoutAttribute('A = 1', 'A')).toBe('');
    expect(withoutAttribute('A = 1 ORDER BY A', 'A')).toBe('ORDER BY A');
  });

  it('stay where taking them away would change the meaning', () => {
    expect(withoutAttribute('A = 1 OR B = 2', 'A')).toBe('A = 1 OR B = 2');
    expect(withoutAttribute('(A = 1 OR B = 2) AND C = 3', 'A')).toBe('(A = 1 OR B = 2) AND C = 3');
  });
});
