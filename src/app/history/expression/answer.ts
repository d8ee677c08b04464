import { expressionOf, type Place, placesIn } from '../search-pattern.js';

/** Which of some texts an expression matches, or where. */
export interface Question {
  source: string;
  texts: readonly string[];
  what: 'matches' | 'places';
}

export type Answer = readonly boolean[] | readonly (readonly Place[])[];

/** What the worker does with a question. */
export function answer({ source, texts, what }: Question): Answer {
  const expression = expressionOf(source);
  if (what === 'places') return texts.map((text) => placesIn(text, expression));
  return texts.map((text) => {
    expression.lastIndex = 0;
    return expression.test(text);
  });
}
