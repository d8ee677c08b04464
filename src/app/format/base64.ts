export function toBase64(data: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < data.length; at += 0x8000) binary += String.fromCharCode(...data.subarray(at, at + 0x8000));
  return btoa(binary);
}

export function toBase64Url(data: Uint8Array): string {
  return toBase64(data).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @returns undefined when the text is no base64url */
export function fromBase64Url(text: string): Uint8Array | undefined {
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}

/** White space is allowed, as people paste it. @returns undefined when the text is no base64 */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
