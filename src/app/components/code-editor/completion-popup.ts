import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { CompletionSource } from './completions.js';

/** Suggestions while typing. Tab is not among their keys: it leaves the editor, always. */
export function completionPopup(source: () => CompletionSource | undefined): Extension {
  return [
    autocompletion({
      override: [(context) => ask(source, context, context.explicit)],
      icons: false,
      defaultKeymap: false,
      // The order is the source's: what fits best comes first.
      compareCompletions: () => 0,
      // Enter either takes a suggestion or submits: which of them it does must not depend on how quick it comes.
      interactionDelay: 0,
      activateOnTypingDelay: 60,
    }),
    keymap.of(completionKeymap),
  ];
}

/** Brackets and quotes come in pairs. */
export const pairs: Extension = [closeBrackets(), keymap.of(closeBracketsKeymap)];

function ask(
  source: () => CompletionSource | undefined,
  { state, pos }: CompletionContext,
  isAsked: boolean,
): CompletionResult | null {
  const found = source()?.(state.doc.toString(), pos, isAsked);
  if (!found || found.options.length === 0) return null;
  return {
    from: found.from,
    ...(found.to === undefined ? {} : { to: found.to }),
    options: found.options.map(({ label, apply, detail, kind, section }) => ({
      label,
      ...(apply === undefined ? {} : { apply }),
      ...(detail === undefined ? {} : { detail }),
      ...(kind === undefined ? {} : { type: kind }),
      ...(section === undefined ? {} : { section }),
    })),
    filter: false,
    // The list follows each key at once: an old one would be on screen for a moment, and Enter would submit.
    update: (_list, _from, _to, context) => ask(source, context, isAsked),
  };
}
