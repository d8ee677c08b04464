import { type Application, Converter } from 'typedoc';
import type { PackageEntry } from '../entries.js';
import type { Guide } from './guides.js';

/** Modules are named as they are imported. */
export function nameEntries(app: Application, entries: readonly PackageEntry[]): void {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_context, reflection) => {
    if (reflection.parent?.isProject() !== true) return;
    const entry = entries.find(({ source }) => source.replace(/(?:\/index)?\.ts$/, '').endsWith(reflection.name));
    if (entry !== undefined) reflection.name = entry.name;
  });
}

/** Guides are named by their title, and stand in groups as in their index. */
export function nameGuides(app: Application, guides: readonly Guide[]): void {
  // They come in the order in which they were given; the first is the index.
  let next = 0;
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const guide = guides[next++ - 1];
    const title = /^(?:<!--[\s\S]*?-->\s*)?# (.+)\n/.exec(document.content[0]?.text.trimStart() ?? '')?.[1];
    if (title === undefined) throw new Error(`${guide?.path ?? document.name} does not begin with a title.`);
    document.name = title;
    document.frontmatter['group'] = guide?.group ?? guides[0]?.group ?? 'Guides';
  });
}
