import { historyFormats, type HistoryFormat } from './event-formats.js';
import { isRecord, readStored, writeStored } from '../state/stored.js';

export const historyViews = ['feed', 'groups', 'json'] as const;
export type HistoryViewName = (typeof historyViews)[number];

interface Stored {
  view: HistoryViewName;
  order: 'asc' | 'desc';
  hideTasks: boolean;
  /** Of the view of JSON. */
  format: HistoryFormat;
  /** Whether long lines of JSON are broken. */
  wrap: boolean;
  /** Of the panel beside the list, in pixels. */
  panelWidth: number;
}

export const panelWidths = { least: 360, most: 720 } as const;

/** How this person likes to see histories, kept in this browser. */
class HistoryPreferences {
  #values = $state.raw<Stored>(read());

  get view(): HistoryViewName {
    return this.#values.view;
  }

  get order(): 'asc' | 'desc' {
    return this.#values.order;
  }

  get hideTasks(): boolean {
    return this.#values.hideTasks;
  }

  get format(): HistoryFormat {
    return this.#values.format;
  }

  get wrap(): boolean {
    return this.#values.wrap;
  }

  get panelWidth(): number {
    return this.#values.panelWidth;
  }

  set(change: Partial<Stored>): void {
    this.#values = { ...this.#values, ...change };
    writeStored('history', this.#values);
  }
}

function read(): Stored {
  const stored = readStored('history');
  const { view, order, hideTasks, format, wrap, panelWidth } = isRecord(stored) ? stored : {};
  return {
    view: historyViews.find((one) => one === view) ?? 'feed',
    order: order === 'asc' ? 'asc' : 'desc',
    hideTasks: hideTasks !== false,
    format: historyFormats.find((one) => one === format) ?? 'stored',
    wrap: wrap !== false,
    panelWidth: typeof panelWidth === 'number' ? clampWidth(panelWidth) : 440,
  };
}

export function clampWidth(width: number): number {
  return Math.round(Math.max(panelWidths.least, Math.min(panelWidths.most, width)));
}

export const historyPreferences = new HistoryPreferences();
