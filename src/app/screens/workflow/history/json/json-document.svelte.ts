import { untrack } from 'svelte';
import { breathe } from '../../../../history/breathe.js';
import { formattedEvent, type HistoryFormat, historyFormats } from '../../../../history/event-formats.js';
import { historyPreferences } from '../../../../history/history-preferences.svelte.js';
import type { SearchedTexts } from '../../../../history/history-search.js';
import { EventRows, type TextRow } from '../../../../history/json/event-rows.js';
import { JsonRowCounter, type JsonRows } from '../../../../history/json/json-rows.js';
import { Pulse } from '../../../../../live/pulse.js';
import { TextIndex } from '../../../../history/text-index.js';
import { follow } from '../../../../state/follow.js';
import type { HistoryBrowser } from '../history-browser.svelte.js';

/** Characters; a narrower page is scrolled sideways. */
const narrowest = 24;

/**
 * The JSON of a whole history, as the download writes it, for a list of rows: each event is written down once, in small
 * pieces, those on screen first.
 */
export class JsonDocument {
  readonly #browser: HistoryBrowser;
  readonly #counter: JsonRowCounter;
  readonly #eventRows = new EventRows();
  /** Characters that fit beside each other. */
  #room = $state(80);
  #version = $state(0);
  readonly #pulse = new Pulse();

  readonly #format = $derived.by((): HistoryFormat => {
    const format = this.#browser.place.value('json');
    return historyFormats.find((one) => one === format) ?? historyPreferences.format;
  });
  readonly #texts = $derived.by((): TextIndex => {
    const { history, payloads } = this.#browser.place;
    const format = this.#format;
    return new TextIndex(history.buffer, payloads, {
      textOf: formattedEvent[format],
      decodes: format !== 'stored',
      // All rows are counted anew with each.
      onpiece: () => this.#pulse.beat(),
    });
  });
  readonly #rows = $derived.by((): JsonRows => {
    follow(this.#browser.place.history.version, this.#version, this.#browser.folds.others);
    const texts = this.#texts;
    return this.#counter.rows({
      text: (eventId) => texts.get(eventId),
      isOpen: (eventId) => this.#browser.folds.isOpen(eventId),
      columns: this.columns,
    });
  });

  /** Only while a component is set up: it makes effects. */
  constructor(browser: HistoryBrowser) {
    this.#browser = browser;
    this.#counter = new JsonRowCounter(browser.place.history.buffer);
    this.#pulse.listen(() => this.#version++);
    $effect(() => {
      const texts = this.#texts;
      const searched: SearchedTexts = {
        get: (eventId) => texts.get(eventId)?.toLowerCase(),
        start: () => undefined,
        get decodeError() {
          return texts.decodeError;
        },
      };
      untrack(() => {
        texts.start(browser.place.selectedEvent);
        browser.finder.search.lookInto(searched);
      });
      return () => texts.close();
    });
    $effect(() => () => untrack(() => browser.finder.search.lookInto(undefined)));
    $effect(() => {
      follow(this.#version);
      // In a piece of its own.
      void breathe().then(() => untrack(() => browser.finder.search.goOn()));
    });
    $effect(() => {
      if (this.#rows.more) void breathe().then(() => this.#version++);
    });
  }

  get format(): HistoryFormat {
    return this.#format;
  }
  set format(format: HistoryFormat) {
    historyPreferences.set({ format });
    this.#browser.place.change({ json: format });
  }

  get wraps(): boolean {
    return historyPreferences.wrap;
  }
  set wraps(wrap: boolean) {
    historyPreferences.set({ wrap });
  }

  set room(characters: number) {
    this.#room = Math.max(narrowest, characters);
  }

  /** After which lines are broken. */
  get columns(): number {
    return this.wraps ? this.#room : Infinity;
  }

  get rows(): JsonRows {
    return this.#rows;
  }

  /** Why Payloads are shown as they came. */
  get decodeError(): unknown {
    follow(this.#version);
    return this.#texts.decodeError;
  }

  /** Those on screen are written down first. */
  lookAt(eventId: number): void {
    this.#texts.start(eventId);
  }

  text(eventId: number): string | undefined {
    follow(this.#version);
    return this.#texts.get(eventId);
  }

  /** A row of an event that has its text. */
  row(eventId: number, row: number): TextRow | undefined {
    const text = this.text(eventId);
    if (text === undefined) return undefined;
    const rows = this.#eventRows.of(eventId, text, this.columns);
    const found = rows[row];
    const isEnd = row === rows.length - 1 && eventId < this.#browser.place.history.buffer.lastId;
    return found && isEnd ? { ...found, line: `${found.line},`, to: found.to + 1 } : found;
  }

  /** The first row of an event in which the search finds something; the first one of all without any. */
  matchRow(eventId: number): number {
    const text = this.#texts.get(eventId);
    if (text === undefined) return 0;
    const { finder } = this.#browser;
    const row = this.#eventRows
      .of(eventId, text, this.columns)
      .findIndex(({ line, from, to }) => finder.places(line)?.some(([start]) => start >= from && start < to));
    return Math.max(0, row);
  }
}
