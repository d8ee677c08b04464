import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import PayloadHolder from '../fixtures/PayloadHolder.svelte';

const field = () => page.getByRole('textbox', { name: 'Argument' });
const text = () => page.getByTestId('text');

/** The editor takes the place of the text area once somebody is in it. */
async function edited(): Promise<HTMLElement> {
  await field().click();
  await expect.poll(() => field().element().tagName).toBe('DIV');
  return field().element() as HTMLElement;
}

describe('PayloadInput', () => {
  it('says line and column as soon as the JSON is wrong, and marks field and place', async () => {
    await render(PayloadHolder, {});
    await field().fill('{"a": 1,\n x}');
    await expect.element(page.getByText(/Line 2, column 2: /)).toBeVisible();
    const content = await edited();
    await expect.element(field()).toHaveAttribute('aria-invalid', 'true');
    await expect.poll(() => content.querySelector('.cm-problem')?.textContent).toBe('x');
    await userEvent.fill(field(), '{"a": 1}');
    await expect.element(field()).not.toHaveAttribute('aria-invalid');
    await expect.element(text()).toHaveTextContent('{"a": 1}');
  });

  it('leads to the place of the error', async () => {
    await render(PayloadHolder, { draft: { text: '[1, x]' } });
    await page.getByRole('button', { name: /Line 1, column 5/ }).click();
    await expect.poll(() => field().element().tagName).toBe('DIV');
    await userEvent.keyboard('2');
    await expect.element(text()).toHaveTextContent('[1, 2]');
  });

  it('offers to take bare words as text', async () => {
    await render(PayloadHolder, { draft: { text: 'hello world' } });
    await page.getByRole('button', { name: 'Use it as text' }).click();
    await expect.element(page.getByTestId('kind')).toHaveTextContent('text');
    await expect.element(text()).toHaveTextContent('hello world');
  });

  it('formats without losing digits', async () => {
    await render(PayloadHolder, { draft: { text: '{"id":12345678901234567890}' } });
    await page.getByRole('button', { name: 'Format' }).click();
    await expect.poll(() => text().element().textContent).toBe('{\n  "id": 12345678901234567890\n}');
  });

  it('warns of a value over 2 MB, and leaves it in a text area, which stays quick', async () => {
    await render(PayloadHolder, { draft: { text: JSON.stringify('x'.repeat(3_000_000)) } });
    await expect.element(page.getByText(/3 MB: The server refuses values over 2 MB/)).toBeVisible();
    await field().click();
    await userEvent.keyboard(' ');
    await expect.element(text()).toHaveTextContent('3000003');
    expect(field().element().tagName).toBe('TEXTAREA');
  });

  it('shows the error of the form while it is empty', async () => {
    await render(PayloadHolder, { error: 'Nothing here.' });
    await expect.element(page.getByText('Nothing here.')).toBeVisible();
    await userEvent.fill(field(), '1');
    await expect.element(page.getByText('Nothing here.')).not.toBeInTheDocument();
  });

  it('makes a file of what is too long to be edited, whichever field it is pasted into', async () => {
    await render(PayloadHolder, {});
    const content = await edited();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', JSON.stringify('y'.repeat(600_000)));
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true });
    content.dispatchEvent(event);
    await expect.element(page.getByTestId('kind')).toHaveTextContent('file');
    await expect.element(page.getByText('pasted.json')).toBeVisible();
    await expect.element(text()).toHaveTextContent('');
  });

  it('takes a dropped file, and writes nothing of it into the editor', async () => {
    await render(PayloadHolder, {});
    const content = await edited();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{"from": "a file"}'], 'order.json', { type: 'application/json' }));
    content.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    await expect.element(page.getByTestId('kind')).toHaveTextContent('file');
    await expect.element(page.getByText('order.json')).toBeVisible();
    await expect.element(text()).toHaveTextContent('');
  });
});
