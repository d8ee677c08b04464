import { parseJson } from '../../../live/json.js';
import { utf8Text } from './compile-payload.js';
import type { PayloadDraft } from './payload-draft.js';

/** Takes a chosen or dropped file: JSON is sent as JSON, anything else as its bytes. @throws what the browser throws */
export async function takeFile(draft: PayloadDraft, file: File): Promise<void> {
  setFile(draft, file.name, new Uint8Array(await file.arrayBuffer()));
}

/** The draft becomes one that sends these bytes. */
export function setFile(draft: PayloadDraft, name: string, data: Uint8Array): void {
  const wasProtobuf = draft.kind === 'file' && draft.fileAs === 'protobuf';
  draft.kind = 'file';
  draft.file = { name, data };
  draft.fileAs = isJson(data) ? 'json' : wasProtobuf ? 'protobuf' : 'binary';
}

function isJson(data: Uint8Array): boolean {
  const text = utf8Text(data);
  return text !== undefined && parseJson(text).ok;
}
