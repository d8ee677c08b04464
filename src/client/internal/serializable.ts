/**
 * Lets `JSON.stringify` read a message, which it refuses where there are int64 fields (bigint): those become decimal
 * texts, bytes become base64, as in the JSON form of protobuf. The message itself stays as it is.
 *
 * @returns the same message
 */
export function serializable<Message extends object>(message: Message): Message {
  return Object.defineProperty(message, 'toJSON', { value: () => plain(message), configurable: true });
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return btoa(value.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}
