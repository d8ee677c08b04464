const separator = '♡';

/** Words of a text, as SQLite's index takes them: without case, without accents, without what is no letter or digit. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
}

/** Elements of a list of keywords as SQLite's index takes them: without case, and divided by the sign that joins them. */
export function elementsOf(list: readonly string[]): string[] {
  return list
    .join(separator)
    .toLowerCase()
    .split(separator)
    .filter((element) => element !== '');
}

/** Whether a text has these words one after another. What has no words is in no text. */
export function hasPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  return words.some((_, start) => phrase.every((word, index) => words[start + index] === word));
}
