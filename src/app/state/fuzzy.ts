/** How well a typed text fits a label: the higher the better, with the places that fit. */
export interface FuzzyMatch {
  score: number;
  /** Indexes in the label. */
  places: readonly number[];
}

/**
 * Finds the letters of the typed text in their order, words in any order. Beginnings of words and letters in a row count
 * most, so that "sw" finds "Start a workflow" before "Show workflows".
 *
 * @returns undefined where a letter is missing
 */
export function fuzzyMatch(typed: string, label: string): FuzzyMatch | undefined {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = label.toLowerCase();
  let score = 0;
  const places: number[] = [];
  for (const word of words) {
    const match = matchWord(word, lower);
    if (!match) return undefined;
    score += match.score;
    places.push(...match.places);
  }
  // Of equal fits the shorter label is meant.
  return { score: score - label.length / 100, places };
}

function matchWord(word: string, label: string): FuzzyMatch | undefined {
  const at = label.indexOf(word);
  if (at >= 0) {
    const places = Array.from({ length: word.length }, (_, index) => at + index);
    return { score: word.length * 3 + (isWordStart(label, at) ? 10 : 4), places };
  }
  let from = 0;
  let score = 0;
  const places: number[] = [];
  for (const letter of word) {
    const place = nextPlace(letter, label, from);
    if (place < 0) return undefined;
    score += isWordStart(label, place) ? 3 : place === from && from > 0 ? 2 : 0;
    places.push(place);
    from = place + 1;
  }
  // Letters strewn over a long label fit by accident.
  return score >= word.length ? { score, places } : undefined;
}

/** The next word that begins with the letter, else the next letter. */
function nextPlace(letter: string, label: string, from: number): number {
  if (label[from] === letter) return from;
  for (let place = label.indexOf(letter, from); place >= 0; place = label.indexOf(letter, place + 1)) {
    if (isWordStart(label, place)) return place;
  }
  return label.indexOf(letter, from);
}

function isWordStart(label: string, place: number): boolean {
  return place === 0 || !/[\p{L}\p{N}]/u.test(label[place - 1]!);
}
