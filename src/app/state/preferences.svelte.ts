import { isRecord, readStored, writeStored } from './stored.js';

export type Theme = 'system' | 'light' | 'dark';
export type TimeStyle = 'relative' | 'absolute';

interface Stored {
  theme: Theme;
  /** `local`, `UTC` or an IANA name. */
  timeZone: string;
  timeStyle: TimeStyle;
  hour12: boolean;
  railOpen: boolean;
  live: boolean;
  pageSize: number;
}

export const pageSizes = [25, 50, 100, 250] as const;

const defaults: Stored = {
  theme: 'system',
  timeZone: 'local',
  timeStyle: 'relative',
  hour12: false,
  railOpen: false,
  live: true,
  pageSize: 50,
};

/** How this person likes to see things, kept in this browser. The key is also read by public/theme.js. */
class Preferences {
  #values = $state.raw<Stored>(read());

  get theme(): Theme {
    return this.#values.theme;
  }
  set theme(theme: Theme) {
    this.#write({ theme });
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }

  get timeZone(): string {
    return this.#values.timeZone;
  }
  set timeZone(timeZone: string) {
    if (isTimeZone(timeZone)) this.#write({ timeZone });
  }

  get timeStyle(): TimeStyle {
    return this.#values.timeStyle;
  }
  set timeStyle(timeStyle: TimeStyle) {
    this.#write({ timeStyle });
  }

  get hour12(): boolean {
    return this.#values.hour12;
  }
  set hour12(hour12: boolean) {
    this.#write({ hour12 });
  }

  get railOpen(): boolean {
    return this.#values.railOpen;
  }
  set railOpen(railOpen: boolean) {
    this.#write({ railOpen });
  }

  /** Whether lists refresh by themselves. */
  get live(): boolean {
    return this.#values.live;
  }
  set live(live: boolean) {
    this.#write({ live });
  }

  get pageSize(): number {
    return this.#values.pageSize;
  }
  set pageSize(pageSize: number) {
    this.#write({ pageSize });
  }

  #write(change: Partial<Stored>): void {
    this.#values = { ...this.#values, ...change };
    writeStored('preferences', this.#values);
  }
}

/** Each stored value is checked: an older version, another tab or a person may have written it. */
function read(): Stored {
  const stored = readStored('preferences');
  if (!isRecord(stored)) return defaults;
  const { theme, timeZone, timeStyle, pageSize } = stored;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    timeZone: typeof timeZone === 'string' && isTimeZone(timeZone) ? timeZone : 'local',
    timeStyle: timeStyle === 'absolute' ? 'absolute' : 'relative',
    hour12: stored['hour12'] === true,
    railOpen: stored['railOpen'] === true,
    live: stored['live'] !== false,
    pageSize: pageSizes.find((size) => size === pageSize) ?? defaults.pageSize,
  };
}

function isTimeZone(name: string): boolean {
  if (name === 'local') return true;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

export const preferences = new Preferences();
