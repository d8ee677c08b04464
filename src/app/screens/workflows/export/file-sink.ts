import { download } from '../../../state/download.js';

/** Where an export goes. Nothing of it is in memory longer than until it is written. */
export interface Sink {
  /** Resolves when there is room for more. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The file is complete, or as complete as it gets. */
  keep(): Promise<void>;
  /** As if there had been no export. */
  discard(): Promise<void>;
}

interface FileChoice {
  name: string;
  mime: string;
  extension: string;
}

type SavePicker = (options: {
  suggestedName: string;
  types: { accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

/**
 * Asks where to save, in browsers that can write to a file; the others collect it and download it at the end. Only in
 * answer to a click: browsers show the question for nothing else.
 *
 * @returns nothing when the person thought better of it
 */
export async function chooseSink(choice: FileChoice): Promise<Sink | undefined> {
  const { name, mime, extension } = choice;
  const { showSaveFilePicker } = window as { showSaveFilePicker?: SavePicker };
  if (!showSaveFilePicker) return downloadSink(choice);
  try {
    const handle = await showSaveFilePicker.call(window, {
      suggestedName: name,
      types: [{ accept: { [mime]: [`.${extension}`] } }],
    });
    return await fileSink(handle);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === 'AbortError') return undefined;
    // A page in a frame of another site, or a policy of the company.
    if (error.name === 'SecurityError' || error.name === 'NotAllowedError') return downloadSink(choice);
    throw error;
  }
}

/** Written beside the file and put in its place at the end: until then, what was there stays. */
async function fileSink(handle: FileSystemFileHandle): Promise<Sink> {
  const stream = await handle.createWritable();
  return {
    write: (bytes) => stream.write(bytes),
    keep: () => stream.close(),
    discard: () => stream.abort(),
  };
}

/** Blobs, which browsers keep outside of the page and on disk once they are large. */
function downloadSink({ name, mime }: FileChoice): Sink {
  let parts: Blob[] = [];
  return {
    write: (bytes) => {
      parts.push(new Blob([bytes]));
      return Promise.resolve();
    },
    keep: () => {
      download(new Blob(parts, { type: mime }), name);
      parts = [];
      return Promise.resolve();
    },
    discard: () => {
      parts = [];
      return Promise.resolve();
    },
  };
}
