/** A history file that was opened in this browser. */
export interface StoredFile {
  id: string;
  name: string;
  addedAt: number;
  content: Blob;
}

const databaseName = 'temporal-console';
const storeName = 'history-files';
/** The oldest make room for new ones. */
const mostFiles = 12;

/** Files outlive a reload in IndexedDB, where they are kept as they are. Where a browser has none, they do not. */
export async function storedFiles(): Promise<StoredFile[]> {
  const files = await inStore<StoredFile[]>('readonly', (store) => store.getAll() as IDBRequest<StoredFile[]>);
  return files.sort((a, b) => a.addedAt - b.addedAt);
}

/** @throws what the browser throws when it has no room, or keeps nothing */
export async function keepFile(file: StoredFile): Promise<void> {
  await inStore('readwrite', (store) => store.put(file));
  const all = await storedFiles();
  for (const { id } of all.slice(0, Math.max(0, all.length - mostFiles))) await dropFile(id);
}

export async function dropFile(id: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id));
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const request = run(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () =>
        reject(transaction.error ?? request.error ?? new Error('IndexedDB ended without a word.'));
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB could not be opened.'));
  });
}
