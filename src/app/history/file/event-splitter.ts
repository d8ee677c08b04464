import { ValueError } from '../../../client/index.js';

/** The text of one event in a file. */
export interface EventSlice {
  text: string;
  /** Of its first character, from 1. */
  line: number;
  /** Of the same, from 1. */
  column: number;
}

const quote = 0x22;
const backslash = 0x5c;
const lineBreak = 0x0a;

/**
 * Finds the events in the JSON of a history, however the text comes in: in `{"events": […]}` or in an array alone. So a
 * file of 50 MB is read in small pieces, and an error is in one event and has a line.
 */
export class EventSplitter {
  /** What has come of an event that is not at its end. */
  #part = '';
  #line = 1;
  #startLine = 1;
  #startColumn = 1;
  /** Characters that came before this part of the text, and before this line. */
  #before = 0;
  #lineStart = 0;
  #phase: 'before' | 'inside' | 'after' = 'before';
  /** Open brackets: before the list, all of them; in it, those of the event. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The last text, and the one before it ended: a key is a text with a colon after it. */
  #text = '';
  #key = '';
  #count = 0;
  /** A comma has come since the last event. */
  #comma = true;

  /** How many events have been found. */
  get count(): number {
    return this.#count;
  }

  /** @returns the events that end in this part of the text */
  push(text: string): EventSlice[] {
    const found: EventSlice[] = [];
    let start = this.#phase === 'inside' && this.#depth > 0 ? 0 : -1;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === lineBreak) {
        this.#line++;
        this.#lineStart = this.#before + at + 1;
      }
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === backslash) this.#escaped = true;
        else if (code === quote) this.#inString = false;
        else if (this.#phase === 'before' && this.#text.length < 64) this.#text += text[at] ?? '';
        continue;
      }
      if (code <= 0x20 || code === 0xfeff) continue;
      if (code === quote) {
        if (this.#phase === 'inside' && this.#depth === 0) throw this.#notAnEvent('a text');
        this.#inString = true;
        this.#text = '';
        continue;
      }
      const character = text[at] ?? '';
      if (this.#phase === 'before') this.#lookForList(character);
      else if (this.#phase === 'inside') {
        if (this.#depth === 0) {
          if (character === '{') {
            if (!this.#comma)
              throw new ValueError(`Line ${this.#line}: a comma is missing before event ${this.#count + 1}.`);
            start = at;
            this.#startLine = this.#line;
            this.#startColumn = this.#before + at - this.#lineStart + 1;
            this.#comma = false;
          } else if (character === ',') this.#comma = true;
          else if (character === ']') this.#phase = 'after';
          else throw this.#notAnEvent(JSON.stringify(character));
        }
        if (character === '{' || (character === '[' && this.#depth > 0)) this.#depth++;
        else if ((character === '}' || character === ']') && this.#depth > 0 && --this.#depth === 0) {
          this.#count++;
          found.push({
            text: this.#part + text.slice(start, at + 1),
            line: this.#startLine,
            column: this.#startColumn,
          });
          this.#part = '';
          start = -1;
        }
      }
    }
    if (start >= 0) this.#part += text.slice(start);
    this.#before += text.length;
    return found;
  }

  /** @throws {@link ValueError} when the text cannot have been all */
  end(): void {
    if (this.#phase === 'before') {
      throw new ValueError('This is no history: it has no list of events. Expected {"events": […]} or […].');
    }
    if (this.#phase === 'inside') {
      throw new ValueError(`The file ends on line ${this.#line}, within event ${this.#count + 1}: it was cut off.`);
    }
    if (this.#count === 0) throw new ValueError('The list of events is empty.');
  }

  #lookForList(character: string): void {
    if (this.#depth === 0 && character !== '{' && character !== '[') {
      throw new ValueError(`This is not JSON: line ${this.#line} begins with ${JSON.stringify(character)}.`);
    }
    if (character === ':') this.#key = this.#text;
    else if (character === '[' && (this.#depth === 0 || this.#key === 'events')) {
      this.#phase = 'inside';
      this.#depth = 0;
    } else if (character === '{' || character === '[') {
      this.#depth++;
      this.#key = '';
    } else if (character === '}' || character === ']') this.#depth--;
    else if (character === ',') this.#key = '';
  }

  #notAnEvent(what: string): ValueError {
    return new ValueError(`Line ${this.#line}: expected an event in braces, found ${what}.`);
  }
}
