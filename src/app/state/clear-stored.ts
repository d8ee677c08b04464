import { prefix, storage } from './stored.js';

/**
 * Removes what this console has stored in this browser.
 *
 * @param keeps what stays, by its key. @default nothing
 */
export function clearStored(keeps: (key: string) => boolean = () => false): void {
  for (const area of ['local', 'session'] as const) {
    try {
      const place = storage(area);
      if (!place) continue;
      for (const key of Object.keys(place)) {
        if (key.startsWith(prefix) && !keeps(key.slice(prefix.length))) place.removeItem(key);
      }
    } catch {
      // Blocked storage holds nothing of ours.
    }
  }
}
