import { payloadsOf } from '../../state/payloads.js';
import { randomId } from '../../format/ids.js';
import { FileHistory } from '../../history/file/file-history.svelte.js';
import { dropFile, keepFile, type StoredFile, storedFiles } from '../../history/file/stored-files.js';
import { NamespaceCodec } from '../../state/codec/namespace-codec.js';
import { PayloadReader } from '../../state/payload-reader.svelte.js';
import { router } from '../../state/router.svelte.js';
import { href } from '../../state/routes.js';
import type { Session } from '../../state/session.svelte.js';

/** One file that is open, and its history once somebody has looked at it. */
export interface OpenFile {
  file: StoredFile;
  history: FileHistory;
  /** It outlives a reload. */
  kept: boolean;
}

/** The files of this screen. Which one is shown is in the address. */
export class ImportPage {
  readonly #session: Session;
  readonly #query: () => URLSearchParams;
  #files = $state.raw<readonly OpenFile[]>([]);
  #ready = $state(false);

  constructor(session: Session, query: () => URLSearchParams) {
    this.#session = session;
    this.#query = query;
  }

  get files(): readonly OpenFile[] {
    return this.#files;
  }

  /** What was kept in this browser is here. */
  get ready(): boolean {
    return this.#ready;
  }

  get current(): OpenFile | undefined {
    const id = this.value('file');
    return this.#files.find(({ file }) => file.id === id);
  }

  /** With the codec of the Namespace that the console is connected to, if it has one. */
  get payloads(): PayloadReader {
    const { isOpen, homeNamespace } = this.#session;
    return isOpen ? payloadsOf(this.#session, homeNamespace) : plainReader;
  }

  /** Files of earlier visits. */
  async restore(): Promise<void> {
    try {
      const stored = await storedFiles();
      const restored = stored
        .filter(({ id }) => !this.#files.some(({ file }) => file.id === id))
        .map((file) => this.#opened(file, true));
      this.#files = [...restored, ...this.#files];
    } catch {
      // A browser that keeps nothing has nothing to show.
    }
    this.#ready = true;
  }

  async open(content: Blob, name: string): Promise<void> {
    const file = { id: randomId(), name, addedAt: Date.now(), content };
    const opened = this.#opened(file, false);
    this.#files = [...this.#files, opened];
    router.go(this.hrefOf(file.id));
    try {
      await keepFile(file);
      this.#files = this.#files.map((other) => (other === opened ? { ...opened, kept: true } : other));
    } catch {
      // Private windows and full disks keep nothing; the screen says so.
    }
  }

  async close({ file, history }: OpenFile): Promise<void> {
    history.stop();
    const rest = this.#files.filter((other) => other.file.id !== file.id);
    const wasCurrent = this.value('file') === file.id;
    this.#files = rest;
    if (wasCurrent) router.go(rest.length > 0 ? this.hrefOf(rest.at(-1)?.file.id ?? '') : href('import'));
    await dropFile(file.id).catch(() => undefined);
  }

  hrefOf(id: string): string {
    return href('import', {}, { file: id });
  }

  value(name: string): string {
    return this.#query().get(name) ?? '';
  }

  hrefWith(values: Record<string, string>): string {
    return href('import', {}, { ...Object.fromEntries(this.#query()), ...values });
  }

  change(values: Record<string, string>): void {
    router.go(this.hrefWith(values), { replace: true });
  }

  #opened(file: StoredFile, kept: boolean): OpenFile {
    return { file, history: new FileHistory(file.content), kept };
  }
}

/** Without a connection there is no Namespace, and so no codec of one. */
const plainReader = new PayloadReader(
  new NamespaceCodec(
    '',
    () => undefined,
    () => '',
  ),
);
