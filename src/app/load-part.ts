/**
 * What the built console does for an `import()`: fetches its files, each with the hash that it must have, and only then runs
 * them. The hashes are in the page, or in a list that the page has the hash of; see build/integrity.ts.
 */
type Hashes = Readonly<Record<string, string | undefined>>;

/** What index.html says: names and hashes of what loads at the start, and of the list. */
interface Page {
  readonly list: string;
  readonly hashes: Hashes;
}

/** By address. What the page names itself is there already: a style that came twice would win over later ones. */
const begun = new Map<string, Promise<void>>();
let page: Page | undefined;
let listed: Promise<Hashes> | undefined;

/**
 * @param load the `import()` itself
 * @param files what it needs, itself included, relative to `importer`
 * @throws Error when a file cannot be loaded, or is not what was built; the next call tries again
 */
export async function loadPart<Part>(
  load: () => Promise<Part>,
  files: readonly string[] = [],
  importer = document.baseURI,
): Promise<Part> {
  await Promise.all(files.map((file) => fetched(new URL(file, importer).href)));
  return load();
}

function fetched(url: string): Promise<void> {
  page ??= readPage();
  let loading = begun.get(url);
  if (!loading) {
    loading = fetchFile(url, page);
    begun.set(url, loading);
    loading.catch(() => begun.delete(url));
  }
  return loading;
}

async function fetchFile(url: string, { list, hashes }: Page): Promise<void> {
  const name = url.slice(url.lastIndexOf('/') + 1);
  const hash = hashes[name] ?? (await readList(new URL(list, url).href, hashes[list]))[name];
  const integrity = `sha256-${hash}`;
  const rel = name.endsWith('.css') ? 'stylesheet' : 'modulepreload';
  await link(url, rel, integrity).catch(async () => {
    // What is wrong may be kept by the browser, for as long as the right one would be.
    await checkedFetch(url, integrity, 'reload');
    await link(url, rel, integrity);
  });
}

function link(url: string, rel: string, integrity: string): Promise<void> {
  const element = document.createElement('link');
  Object.assign(element, { rel, crossOrigin: '', integrity, href: url });
  return new Promise((resolve, reject) => {
    element.onload = () => resolve();
    element.onerror = () => {
      element.remove();
      reject(notLoaded(url));
    };
    document.head.append(element);
  });
}

/** File names and hashes in turn, of which the first is the list. */
function readPage(): Page {
  const named = document.querySelectorAll<HTMLLinkElement & HTMLScriptElement>('script[src], link[rel=stylesheet]');
  for (const { href, src } of named) begun.set(href || src, Promise.resolve());
  const words = document.querySelector<HTMLMetaElement>('meta[name=integrity]')!.content.split(' ');
  const hashes: Record<string, string> = {};
  for (let at = 0; at < words.length; at += 2) hashes[words[at]!] = words[at + 1]!;
  return { list: words[0]!, hashes };
}

function readList(url: string, hash: string | undefined): Promise<Hashes> {
  const integrity = `sha256-${hash}`;
  const reading = (listed ??= checkedFetch(url, integrity, 'default')
    .catch(() => checkedFetch(url, integrity, 'reload'))
    .then((response) => response.json() as Promise<Hashes>));
  reading.catch(() => (listed = undefined));
  return reading;
}

async function checkedFetch(url: string, integrity: string, cache: RequestCache): Promise<Response> {
  const response = await fetch(url, { integrity, cache }).catch(() => undefined);
  if (response?.ok) return response;
  throw notLoaded(url);
}

function notLoaded(url: string): Error {
  return new Error(`Failed to fetch dynamically imported module: ${url}`);
}
