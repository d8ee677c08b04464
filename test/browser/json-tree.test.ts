import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import JsonTree from '../../src/app/components/JsonTree.svelte';
import { parseJson } from '../../src/live/json.js';

async function show(text: string): Promise<void> {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  await render(JsonTree, { node: parsed.node });
}

describe('JsonTree', () => {
  it('shows numbers as they were sent', async () => {
    await show('{"id": 12345678901234567890, "rate": 1.10}');
    await expect.element(page.getByText('12345678901234567890')).toBeVisible();
    await expect.element(page.getByText('1.10')).toBeVisible();
  });

  it('shows markup as text', async () => {
    await show('{"<img src=x onerror=alert(1)>": "<b>bold</b>"}');
    await expect.element(page.getByText('"<b>bold</b>"')).toBeVisible();
    expect(document.querySelector('img, b')).toBeNull();
  });

  it('folds what is deep and opens it from the keyboard', async () => {
    await show('{"a": {"b": {"c": {"d": 1}}}}');
    await expect.element(page.getByText('c', { exact: true })).toBeVisible();
    await expect.element(page.getByText('d:')).not.toBeInTheDocument();
    const folded = [...document.querySelectorAll('summary')].at(-1);
    folded?.focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('d', { exact: true })).toBeVisible();
  });

  it('opens a long list in steps', async () => {
    await show(JSON.stringify(Array.from({ length: 250 }, (_, index) => `item ${index}`)));
    await page.getByText('250 items').click();
    await expect.element(page.getByText('"item 99"')).toBeVisible();
    await expect.element(page.getByText('"item 100"')).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Show 100 more of 150' }).click();
    await expect.element(page.getByText('"item 199"')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Show 50 more of 50' })).toBeVisible();
  });

  it('cuts a long text and shows all of it on demand', async () => {
    await show(JSON.stringify('x'.repeat(1000)));
    await page.getByRole('button', { name: 'Show all 1,000 characters' }).click();
    await expect.element(page.getByText(`"${'x'.repeat(1000)}"`)).toBeVisible();
  });
});
