import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import JsonEditor from '../../src/app/components/JsonEditor.svelte';

const props = { text: '', label: 'Argument', help: 'A JSON value', tooLarge: 'too large' };

describe('JsonEditor', () => {
  it('says line and column as soon as the text is wrong, and marks the field', async () => {
    await render(JsonEditor, props);
    const field = page.getByLabelText('Argument');
    await field.fill('{"a": 1\n "b": 2}');
    await expect.element(page.getByText('Line 2, column 2: Expected "," or "}" after a value')).toBeVisible();
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await field.fill('{"a": 1}');
    await expect.element(field).not.toHaveAttribute('aria-invalid');
  });

  it('leads to the place of the error', async () => {
    await render(JsonEditor, { ...props, text: '[1, x]' });
    await page.getByRole('button', { name: /Line 1, column 5/ }).click();
    const field = page.getByLabelText('Argument').element() as HTMLTextAreaElement;
    expect([field.selectionStart, field.selectionEnd]).toEqual([4, 5]);
    expect(document.activeElement).toBe(field);
  });

  it('offers to take bare words as text', async () => {
    await render(JsonEditor, { ...props, text: 'hello world' });
    await page.getByRole('button', { name: 'Use it as text' }).click();
    await expect.element(page.getByLabelText('Argument')).toHaveValue('"hello world"');
  });

  it('formats without losing digits', async () => {
    await render(JsonEditor, { ...props, text: '{"id":12345678901234567890}' });
    await page.getByRole('button', { name: 'Format' }).click();
    await expect.element(page.getByLabelText('Argument')).toHaveValue('{\n  "id": 12345678901234567890\n}');
  });

  it('warns of a value over 2 MB', async () => {
    await render(JsonEditor, { ...props, text: JSON.stringify('x'.repeat(3_000_000)) });
    await expect.element(page.getByText('3 MB: too large')).toBeVisible();
  });

  it('shows the error of the form while it is empty', async () => {
    await render(JsonEditor, { ...props, error: 'Nothing here: write a JSON value.' });
    await expect.element(page.getByText('Nothing here')).toBeVisible();
    await userEvent.fill(page.getByLabelText('Argument'), '1');
    await expect.element(page.getByText('Nothing here')).not.toBeInTheDocument();
  });
});
