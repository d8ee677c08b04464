import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import CodeEditor from '../../src/app/components/code-editor/CodeEditor.svelte';
import type { CompletionSource } from '../../src/app/components/code-editor/completions.js';
import { jsonProblems } from '../../src/app/components/code-editor/json-problems.js';
import EditorHolder from '../fixtures/EditorHolder.svelte';

const field = () => page.getByRole('textbox', { name: 'Input' });

/** The editor's content once the heavy half has come; the text area stands in before. */
async function loaded(): Promise<HTMLElement> {
  await expect.poll(() => field().element().tagName).toBe('DIV');
  return field().element() as HTMLElement;
}

const textOf = (content: HTMLElement): string =>
  [...content.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');

describe('CodeEditor', () => {
  it('keeps text, cursor and focus when the editor takes the place of the text area', async () => {
    await render(EditorHolder, { label: 'Input', language: 'json', loadOnFocus: true, value: '{"a": 1}' });
    const area = field().element() as HTMLTextAreaElement;
    expect(area.tagName).toBe('TEXTAREA');
    expect(area.value).toBe('{"a": 1}');
    area.focus();
    area.setSelectionRange(7, 7);
    await userEvent.keyboard('2');
    const content = await loaded();
    await userEvent.keyboard('3');
    expect(textOf(content)).toBe('{"a": 123}');
    await expect.element(page.getByTestId('value')).toHaveTextContent('{"a": 123}');
  });

  it('is a text area while it loads, in which nothing typed is lost', async () => {
    await render(EditorHolder, { label: 'Input', loadOnFocus: true, value: '' });
    await userEvent.fill(field(), 'typed early');
    const content = await loaded();
    expect(textOf(content)).toBe('typed early');
    await expect.element(page.getByTestId('value')).toHaveTextContent('typed early');
  });

  it('follows its value, and its value follows it', async () => {
    await render(EditorHolder, { label: 'Input', value: 'one' });
    const content = await loaded();
    await userEvent.fill(field(), 'two');
    await expect.element(page.getByTestId('value')).toHaveTextContent('two');
    await page.getByRole('button', { name: 'Set' }).click();
    await expect.poll(() => textOf(content)).toBe('set from outside');
  });

  it('lets Tab leave, in both directions', async () => {
    await render(EditorHolder, { label: 'Input', value: 'x' });
    await loaded();
    await userEvent.click(field());
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('button', { name: 'Set' })).toHaveFocus();
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}y');
    await expect.element(page.getByTestId('value')).toHaveTextContent(/y/);
  });

  it('submits by mod and Enter without a new line, and hands Escape on', async () => {
    const onsubmit = vi.fn();
    const onescape = vi.fn();
    await render(EditorHolder, { label: 'Input', value: 'x', onsubmit, onescape });
    const content = await loaded();
    await userEvent.click(field());
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(onsubmit).toHaveBeenCalledOnce();
    expect(textOf(content)).toBe('x');
    await userEvent.keyboard('{Enter}');
    expect(onsubmit).toHaveBeenCalledOnce();
    expect(content.querySelectorAll('.cm-line')).toHaveLength(2);
    await userEvent.keyboard('{Escape}');
    expect(onescape).toHaveBeenCalledOnce();
  });

  it('submits by Enter when it is a single line', async () => {
    const onsubmit = vi.fn();
    await render(EditorHolder, { label: 'Input', value: 'x', singleLine: true, onsubmit });
    const content = await loaded();
    await userEvent.click(field());
    await userEvent.keyboard('{Enter}');
    expect(onsubmit).toHaveBeenCalledOnce();
    expect(content.querySelectorAll('.cm-line')).toHaveLength(1);
    await expect.element(field()).toHaveAttribute('aria-multiline', 'false');
  });

  it('leaves mod and Enter to the form around it when it has nothing to submit', async () => {
    const onkeydown = vi.fn();
    await render(EditorHolder, { label: 'Input', value: 'x' });
    const content = await loaded();
    document.addEventListener('keydown', onkeydown, { once: true });
    await userEvent.click(field());
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(onkeydown).toHaveBeenCalled();
    expect(textOf(content)).toBe('x');
  });

  it('marks a problem, says line and column, and leads there', async () => {
    const text = '{\n  "a": 1,\n  b: 2\n}';
    await render(CodeEditor, { label: 'Input', language: 'json', value: text, problems: jsonProblems(text) });
    const content = await loaded();
    await expect.element(field()).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field()).toHaveAttribute('aria-description', expect.stringMatching(/^Line 3, column 3/));
    await expect.poll(() => content.querySelector('.cm-problem')?.textContent).toBe('b');
    await page.getByRole('button', { name: /^Line 3, column 3/ }).click();
    const root = content.getRootNode() as ShadowRoot;
    expect(root.activeElement).toBe(content);
  });

  it('can be read only, and says so', async () => {
    await render(EditorHolder, { label: 'Input', value: 'fixed', readonly: true });
    const content = await loaded();
    await expect.element(field()).toHaveAttribute('aria-readonly', 'true');
    await userEvent.click(field());
    await userEvent.keyboard('zzz');
    expect(textOf(content)).toBe('fixed');
  });

  it('shows its placeholder and grows with its content up to a height', async () => {
    await render(EditorHolder, { label: 'Input', value: '', placeholder: 'Write here', maxHeight: '120px' });
    const content = await loaded();
    await expect.element(page.getByText('Write here')).toBeVisible();
    const height = () => content.closest('.cm-editor')!.getBoundingClientRect().height;
    const empty = height();
    await userEvent.fill(field(), 'a\nb\nc');
    await expect.poll(height).toBeGreaterThan(empty + 30);
    await userEvent.fill(field(), Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n'));
    await expect.poll(height).toBe(120);
  });

  it('suggests what its source knows, and takes it by Enter, however fast the keys come', async () => {
    const complete: CompletionSource = (text, at) => ({
      from: text.lastIndexOf(' ', at - 1) + 1,
      options: [{ label: 'WorkflowId' }, { label: 'WorkflowType', detail: 'Keyword' }].filter(({ label }) =>
        label.startsWith(text.slice(text.lastIndexOf(' ', at - 1) + 1)),
      ),
    });
    const onsubmit = vi.fn();
    await render(EditorHolder, { label: 'Input', value: '', language: 'query', singleLine: true, complete, onsubmit });
    const content = await loaded();
    await userEvent.click(field());
    await userEvent.keyboard('Work');
    await expect.element(page.getByRole('option', { name: /WorkflowType/ })).toBeVisible();
    await userEvent.keyboard('flowT{Enter}');
    await expect.poll(() => textOf(content)).toBe('WorkflowType');
    expect(onsubmit).not.toHaveBeenCalled();
  });

  it('holds 3 MB', async () => {
    await render(EditorHolder, { label: 'Input', value: JSON.stringify('x'.repeat(3_000_000)), language: 'json' });
    await loaded();
    await userEvent.click(field());
    await userEvent.keyboard('{Control>}{End}{/Control} ');
    await expect.element(page.getByTestId('length')).toHaveTextContent('3000003');
  });
});
