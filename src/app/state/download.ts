/** Gives what the page has made to the person, as a file among the downloads. */
export function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then and holds what it needs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
