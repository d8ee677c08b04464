import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Dialog from '../../src/app/components/Dialog.svelte';
import Menu from '../../src/app/components/Menu.svelte';

const snippet = (html: string) => createRawSnippet(() => ({ render: () => html }));

describe('Menu', () => {
  const items = (onselect: () => void) => [
    { label: 'Cancel', onselect: vi.fn() },
    { label: 'Terminate', onselect, danger: true },
  ];

  it('opens, moves by arrows, chooses by Enter and closes', async () => {
    const terminate = vi.fn();
    await render(Menu, { label: 'More', items: items(terminate), children: snippet('<span>…</span>') });
    await page.getByRole('button', { name: 'More' }).click();
    await expect.element(page.getByRole('menuitem', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('menuitem', { name: 'Terminate' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(terminate).toHaveBeenCalledOnce();
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  });

  it('closes by Escape and gives the focus back', async () => {
    await render(Menu, { label: 'More', items: items(vi.fn()), children: snippet('<span>…</span>') });
    await page.getByRole('button', { name: 'More' }).click();
    await expect.element(page.getByRole('menuitem', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'More' })).toHaveFocus();
  });
});

describe('Dialog', () => {
  it('is named, modal, and asks to be closed by Escape', async () => {
    const onclose = vi.fn();
    await render(Dialog, { title: 'Terminate?', onclose, children: snippet('<p>Really</p>') });
    await expect.element(page.getByRole('dialog', { name: 'Terminate?' })).toBeVisible();
    expect(document.querySelector('dialog')?.matches(':modal')).toBe(true);
    await userEvent.keyboard('{Escape}');
    expect(onclose).toHaveBeenCalledOnce();
  });
});
