/**
 * The heavy half of the editor, in a chunk of its own. It lives in a shadow root: only there does CodeMirror put its
 * styles into adopted style sheets, which the Content Security Policy of the page allows; elsewhere it would need
 * inline `<style>` elements.
 */
import { acceptCompletion, completionStatus, startCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import {
  Annotation,
  Compartment,
  EditorState,
  type Extension,
  Facet,
  Prec,
  StateEffect,
  StateField,
  Transaction,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, placeholder } from '@codemirror/view';
import { completionPopup, pairs } from './completion-popup.js';
import type { CompletionSource } from './completions.js';
import { type EditorLanguage, languageExtension } from './language.js';
import type { EditorProblem } from './problem.js';
import { theme } from './theme.js';

/** What can change while the editor is open. */
export interface EditorLook {
  label: string;
  language: EditorLanguage;
  readonly: boolean;
  placeholder: string;
  /** What is wrong, in words, for those who do not see the marks. */
  description: string;
  invalid: boolean;
  singleLine: boolean;
}

export interface EditorEvents {
  onchange: (text: string) => void;
  /** @returns whether the key did something */
  onsubmit: () => boolean;
  onescape: () => boolean;
  complete: () => CompletionSource | undefined;
}

/** Whether the text is one line for the person, however it is wrapped: then Enter submits. */
const singleLine = Facet.define<boolean, boolean>({ combine: (values) => values.includes(true) });

/** The key submits, here or in the form around; it must not also begin a line. */
const editingKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

/** The owner of the text has changed it, and need not be told. */
const fromOutside = Annotation.define<boolean>();

const setProblems = StateEffect.define<readonly EditorProblem[]>();

const problemMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((one) => one.is(setProblems));
    return effect ? marksOf(effect.value, transaction.state.doc.length) : marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf(problems: readonly EditorProblem[], length: number): DecorationSet {
  const ranges = problems.flatMap(({ from, to, message, tone }) => {
    if (from === undefined || length === 0) return [];
    // At the end there is no character to mark, so the last one is.
    const start = Math.max(0, Math.min(from, length - 1));
    const end = Math.max(start + 1, Math.min(to ?? start + 1, length));
    const mark = Decoration.mark({
      class: tone === 'warning' ? 'cm-problem cm-problem-warning' : 'cm-problem',
      attributes: { title: message },
    });
    return [mark.range(start, end)];
  });
  return Decoration.set(ranges, true);
}

/** A CodeMirror in a shadow root, with what the page's editors have in common. */
export class CodeMirror {
  readonly #view: EditorView;
  readonly #look = new Compartment();

  constructor(root: ShadowRoot, text: string, look: EditorLook, events: EditorEvents) {
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          ownKeys(events),
          completionPopup(events.complete),
          pairs,
          history(),
          keymap.of([...historyKeymap, ...editingKeys]),
          bracketMatching(),
          EditorView.lineWrapping,
          problemMarks,
          typeOverSelection,
          theme,
          EditorView.updateListener.of(({ transactions, state }) => {
            const isTyped = transactions.some((one) => one.docChanged && !one.annotation(fromOutside));
            if (isTyped) events.onchange(state.doc.toString());
          }),
          this.#look.of(lookExtensions(look)),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Puts another text in place of this one; the cursor stays where that is possible. */
  setText(text: string): void {
    const { doc, selection } = this.#view.state;
    const at = Math.min(selection.main.head, text.length);
    this.#view.dispatch({
      changes: { from: 0, to: doc.length, insert: text },
      selection: { anchor: at },
      annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
    });
  }

  setLook(look: EditorLook): void {
    this.#view.dispatch({ effects: this.#look.reconfigure(lookExtensions(look)) });
  }

  setProblems(problems: readonly EditorProblem[]): void {
    this.#view.dispatch({ effects: setProblems.of(problems) });
  }

  focus(): void {
    this.#view.focus();
  }

  select(from: number, to = from): void {
    const { length } = this.#view.state.doc;
    const selection = { anchor: Math.min(from, length), head: Math.min(to, length) };
    this.#view.dispatch({ selection, scrollIntoView: true });
  }

  /** Shows what could stand at the cursor. */
  suggest(): void {
    startCompletion(this.#view);
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/**
 * Over a selection the browser would type in the style of what it takes away, as inline styles, which the Content
 * Security Policy refuses. So the text is replaced here, and extensions that listen for typing still hear of it.
 */
const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data } = event;
    if (event.inputType !== 'insertText' || data === null || view.state.readOnly) return false;
    const { from, to } = selectedIn(view);
    if (from === to) return false;
    event.preventDefault();
    const insert = () =>
      view.state.update({
        changes: { from, to, insert: data },
        selection: { anchor: from + data.length },
        scrollIntoView: true,
        userEvent: 'input.type',
      });
    const isTaken = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, data, insert));
    if (!isTaken) view.dispatch(insert());
    return true;
  },
});

/** Only Chromium has it, which also is the browser that writes inline styles. */
type SelectableRoot = (Document | ShadowRoot) & { getSelection?: () => Selection | null };

/**
 * What the browser would replace: the editor may not have heard yet of a selection that was made a moment ago, and the
 * ranges of the event are empty in a shadow root.
 */
function selectedIn(view: EditorView): { from: number; to: number } {
  const selection = (view.root as SelectableRoot).getSelection?.();
  const { anchorNode, focusNode } = selection ?? {};
  const isInside = (node: Node) => view.contentDOM.contains(node);
  if (!selection || !anchorNode || !focusNode || !isInside(anchorNode) || !isInside(focusNode)) {
    return view.state.selection.main;
  }
  const anchor = view.posAtDOM(anchorNode, selection.anchorOffset);
  const head = view.posAtDOM(focusNode, selection.focusOffset);
  return { from: Math.min(anchor, head), to: Math.max(anchor, head) };
}

function lookExtensions(look: EditorLook): Extension {
  return [
    EditorView.contentAttributes.of({
      'aria-label': look.label,
      'aria-multiline': String(!look.singleLine),
      ...(look.invalid ? { 'aria-invalid': 'true' } : {}),
      ...(look.description ? { 'aria-description': look.description } : {}),
      ...(look.readonly ? { 'aria-readonly': 'true' } : {}),
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
      translate: 'no',
    }),
    EditorState.readOnly.of(look.readonly),
    look.placeholder ? placeholder(look.placeholder) : [],
    languageExtension(look.language),
    singleLine.of(look.singleLine),
  ];
}

function ownKeys(events: EditorEvents): Extension {
  return Prec.highest(
    keymap.of([
      { key: 'Mod-Enter', run: () => events.onsubmit() },
      {
        key: 'Enter',
        run: (view) => {
          if (!view.state.facet(singleLine)) return false;
          return (completionStatus(view.state) === 'active' && acceptCompletion(view)) || events.onsubmit();
        },
      },
      // An open list of suggestions closes first.
      { key: 'Escape', run: (view) => completionStatus(view.state) === null && events.onescape() },
    ]),
  );
}
