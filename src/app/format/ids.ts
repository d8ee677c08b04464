/**
 * Cuts an id where the eye needs it least: the end of an id tells two of them
 * apart, so it always stays. Counts characters as people see them, not UTF-16 units.
 */
export function splitForMiddle(id: string, tailLength = 8): { head: string; tail: string } {
  const characters = Array.from(id);
  if (characters.length <= tailLength * 2) return { head: '', tail: id };
  return { head: characters.slice(0, -tailLength).join(''), tail: characters.slice(-tailLength).join('') };
}

const runIdShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Run Ids are UUIDs, but a Workflow Id may be one as well: a hint, never a proof. */
export function looksLikeRunId(text: string): boolean {
  return runIdShape.test(text);
}

/** A string literal of a visibility query. */
export function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A random UUID; `crypto.randomUUID` exists in secure contexts only, `getRandomValues` everywhere. */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
