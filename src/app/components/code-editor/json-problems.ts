import { parseJson } from '../../../live/json.js';
import type { EditorProblem } from './problem.js';

/** What keeps a text from being JSON. An empty text is left to the form that asks for it. */
export function jsonProblems(text: string): EditorProblem[] {
  if (!text.trim()) return [];
  const parsed = parseJson(text);
  if (parsed.ok) return [];
  const { message, offset } = parsed.error;
  return [{ message, from: offset, to: offset + 1 }];
}
