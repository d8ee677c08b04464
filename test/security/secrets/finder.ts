/** Runs in Chromium: looks for secrets wherever a page can look. */
import { leaksIn } from './texts.js';

/** What tabs were told. */
const messages: unknown[] = [];

/** Notes what is sent to other tabs, from now on. */
export function watch(): void {
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    override postMessage(message: unknown): void {
      messages.push([this.name, message]);
      super.postMessage(message);
    }
  };
}

/** Everything that scripts of this page, and of later ones on the same origin, can read. */
async function reachable(): Promise<Record<string, unknown>> {
  return {
    address: location.href,
    history: history.state as unknown,
    title: document.title,
    windowName: window.name,
    markup: document.documentElement.outerHTML,
    cookies: document.cookie,
    localStorage: contentOfStorage(localStorage),
    sessionStorage: contentOfStorage(sessionStorage),
    databases: await Promise.all((await indexedDB.databases()).map(({ name }) => contentOf(name ?? ''))),
    caches: await Promise.all(
      (await caches.keys()).map(async (name) => [name, await (await caches.open(name)).keys()]),
    ),
    timings: performance.getEntries().map((entry) => entry.toJSON() as unknown),
    locks: await navigator.locks.query(),
    messages,
  };
}

/** By index: items that are called as a method of the storage are no properties of it. */
function contentOfStorage(storage: Storage): unknown {
  return Array.from({ length: storage.length }, (_, index) => {
    const key = storage.key(index) ?? '';
    return [key, storage.getItem(key)];
  });
}

async function contentOf(name: string): Promise<unknown> {
  const database = await done(indexedDB.open(name));
  const stores = [...database.objectStoreNames];
  const rows = await Promise.all(
    stores.map((store) => done(database.transaction(store).objectStore(store).getAll() as IDBRequest<unknown[]>)),
  );
  database.close();
  return [name, stores, rows];
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(String(request.error)));
  });
}

/** Where in the page a secret is. */
export async function find(secrets: readonly string[]): Promise<string[]> {
  return leaksIn(await reachable(), secrets);
}

/** Puts a secret everywhere, to show that it is found everywhere. */
export async function plant(key: string): Promise<void> {
  history.replaceState({ key }, '', `?key=${key}`);
  document.title = key;
  window.name = key;
  document.body.dataset['key'] = key;
  document.cookie = `key=${key}`;
  localStorage.setItem('key', btoa(key));
  sessionStorage.setItem(key, '');
  const opening = indexedDB.open('planted');
  opening.onupgradeneeded = () => void opening.result.createObjectStore('keys', { autoIncrement: true });
  const database = await done(opening);
  await done(database.transaction('keys', 'readwrite').objectStore('keys').add({ key }));
  database.close();
  await (await caches.open('planted')).put(`/?${key}`, new Response());
  performance.mark(key);
  void navigator.locks.request(key, () => new Promise(() => undefined));
  new BroadcastChannel('planted').postMessage({ key });
  console.log(`the key is ${key}`);
  void Promise.reject(new Error(key));
  await fetch(`/?key=${key}`, { headers: { 'x-key': key } });
}
