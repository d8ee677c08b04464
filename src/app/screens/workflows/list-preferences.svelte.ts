import { isRecord, readStored, writeStored } from '../../state/stored.js';

interface Stored {
  /** 26 px rows instead of 34. */
  dense: boolean;
  /** Further pages come below, instead of one page at a time. */
  continuous: boolean;
  /** How often a live list looks for changes. */
  refreshMs: number;
}

/** Often enough to be called live, rare enough for a visibility store. */
export const refreshChoices = [5_000, 10_000, 30_000, 60_000, 300_000] as const;

const defaults: Stored = { dense: false, continuous: false, refreshMs: 10_000 };

/** How this person likes lists of Workflow Executions, kept in this browser. */
class ListPreferences {
  #values = $state.raw<Stored>(read());

  get dense(): boolean {
    return this.#values.dense;
  }
  set dense(dense: boolean) {
    this.#write({ dense });
  }

  get continuous(): boolean {
    return this.#values.continuous;
  }
  set continuous(continuous: boolean) {
    this.#write({ continuous });
  }

  get refreshMs(): number {
    return this.#values.refreshMs;
  }
  set refreshMs(refreshMs: number) {
    this.#write({ refreshMs });
  }

  #write(change: Partial<Stored>): void {
    this.#values = { ...this.#values, ...change };
    writeStored('list', this.#values);
  }
}

/** Each stored value is checked: an older version, another tab or a person may have written it. */
function read(): Stored {
  const stored = readStored('list');
  if (!isRecord(stored)) return defaults;
  return {
    dense: stored['dense'] === true,
    continuous: stored['continuous'] === true,
    refreshMs: refreshChoices.find((choice) => choice === stored['refreshMs']) ?? defaults.refreshMs,
  };
}

export const listPreferences = new ListPreferences();
