/** An id or title as the beginning of the name of a file: any letters and digits, and what every system takes. */
export function fileNameOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 100);
}
