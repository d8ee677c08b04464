import { resolveQuery } from '../format/relative-query.js';
import { preferences } from './preferences.svelte.js';

/** As `sentQuery`, at once; for what loads when it is opened, since it brings the calendar with it. */
export function sentQueryNow(query: string): string {
  return resolveQuery(query, Date.now(), preferences.timeZone).text;
}
