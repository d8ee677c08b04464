import type { DateStyle } from '../format/time.js';
import { isRecord, readStored, writeStored } from './stored.js';

export type Theme = 'system' | 'light' | 'dark';
export type TimeStyle = 'relative' | 'absolute';
/** `system`: as the browser's language has it. */
export type ClockStyle = 'system' | 'h12' | 'h23';

interface Stored {
  theme: Theme;
  /** `local`, `UTC` or an IANA name. */
  timeZone: string;
  timeStyle: TimeStyle;
  clock: ClockStyle;
  dateStyle: DateStyle;
  railOpen: boolean;
  live: boolean;
  pageSize: number;
  /** Whether keys without a modifier do something: `g w`, `j`, `?`. */
  characterKeys: boolean;
}

export const pageSizes = [25, 50, 100, 250, 500, 1000] as const;

const defaults: Stored = {
  theme: 'system',
  timeZone: 'local',
  timeStyle: 'relative',
  clock: 'h23',
  dateStyle: 'iso',
  railOpen: false,
  live: true,
  pageSize: 50,
  characterKeys: true,
};

/** How this person likes to see things, kept in this browser. The key is also read by public/theme.js. */
class Preferences {
  /** Only what the person has chosen: the rest follows what the page came with. */
  #chosen = $state.raw<Partial<Stored>>(read());
  #suggested = $state.raw<Partial<Stored>>({});
  readonly #values = $derived<Stored>({ ...defaults, ...this.#suggested, ...this.#chosen });

  /** What config.json says; it holds until the person chooses something else. */
  suggest({
    theme,
    timeZone,
    live,
  }: {
    theme: string | undefined;
    timeZone: string | undefined;
    live: boolean | undefined;
  }): void {
    this.#suggested = {
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
      ...(timeZone !== undefined && isTimeZone(timeZone) ? { timeZone } : {}),
      ...(live === undefined ? {} : { live }),
    };
    showTheme(this.theme);
  }

  get theme(): Theme {
    return this.#values.theme;
  }
  set theme(theme: Theme) {
    this.#write({ theme });
    showTheme(theme);
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

  get clock(): ClockStyle {
    return this.#values.clock;
  }
  set clock(clock: ClockStyle) {
    this.#write({ clock });
  }

  get hour12(): boolean {
    return this.clock === 'system' ? systemHour12() : this.clock === 'h12';
  }

  get dateStyle(): DateStyle {
    return this.#values.dateStyle;
  }
  set dateStyle(dateStyle: DateStyle) {
    this.#write({ dateStyle });
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

  /** Whether keys without a modifier do something. Off for people whose speech input or hands press keys by accident. */
  get characterKeys(): boolean {
    return this.#values.characterKeys;
  }
  set characterKeys(characterKeys: boolean) {
    this.#write({ characterKeys });
  }

  #write(change: Partial<Stored>): void {
    this.#chosen = { ...this.#chosen, ...change };
    writeStored('preferences', this.#chosen);
  }
}

/** Each stored value is checked: an older version, another tab or a person may have written it. */
function read(): Partial<Stored> {
  const stored = readStored('preferences');
  if (!isRecord(stored)) return {};
  const { timeZone } = stored;
  const chosen: Partial<Stored> = {};
  const take = <Key extends keyof Stored>(key: Key, ...allowed: readonly Stored[Key][]) => {
    const value = allowed.find((one) => one === stored[key]);
    if (value !== undefined) chosen[key] = value;
  };
  take('theme', 'system', 'light', 'dark');
  take('timeStyle', 'relative', 'absolute');
  take('clock', 'system', 'h12', 'h23');
  take('dateStyle', 'short', 'iso', 'long');
  take('railOpen', true, false);
  take('live', true, false);
  take('characterKeys', true, false);
  take('pageSize', ...pageSizes);
  if (typeof timeZone === 'string' && isTimeZone(timeZone)) chosen.timeZone = timeZone;
  return chosen;
}

function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

let systemClock: boolean | undefined;

/** Asked once: making a formatter costs more than a time. */
function systemHour12(): boolean {
  systemClock ??= new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12 === true;
  return systemClock;
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
