import { join } from 'node:path';
import { Application, OptionDefaults, type TypeDocOptions } from 'typedoc';
import { packageEntries } from '../entries.js';
import { repoRoot } from '../paths.js';
import { categorizeExports, categoryOrder } from './categories.js';
import { guideIndex, guides } from './guides.js';
import { nameEntries, nameGuides } from './names.js';
import { documentInterceptors, documentSetters, linkAcrossEntries, linkGeneratedTypes } from './reference.js';

/** Where the site is built. */
export const docsFolder = join(repoRoot, 'dist/docs');

/**
 * Builds the site: the guides of `docs/` and the reference of every entry of the package.
 *
 * @throws Error when TypeDoc has anything to complain about; it has printed what
 */
export async function buildDocs(): Promise<void> {
  const entries = packageEntries();
  const listed = guides();
  const app = await Application.bootstrap({
    ...options,
    entryPoints: entries.map(({ source }) => source),
    groupOrder: [...new Set(listed.map(({ group }) => group)), '*'],
    projectDocuments: [guideIndex, ...listed.map(({ path }) => path)],
  });
  nameEntries(app, entries);
  nameGuides(app, listed);
  linkGeneratedTypes(app);
  linkAcrossEntries(app);
  documentInterceptors(app);
  documentSetters(app);
  categorizeExports(app);

  const project = await app.convert();
  if (project !== undefined) {
    app.validate(project);
    if (!hasComplaints(app)) await app.generateOutputs(project);
  }
  if (project === undefined || hasComplaints(app)) {
    throw new Error('TypeDoc complains, as listed above. Mend it where it is: in the doc comment or in the guide.');
  }
}

const hasComplaints = ({ logger }: Application): boolean => logger.hasErrors() || logger.hasWarnings();

const options: TypeDocOptions = {
  name: 'temporal-web-client',
  includeVersion: true,
  basePath: repoRoot,
  tsconfig: join(repoRoot, 'src/tsconfig.build.json'),
  readme: join(repoRoot, 'README.md'),
  out: docsFolder,
  // There is no public repository whose lines could be linked to.
  disableSources: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeInternal: true,
  // Members of Error, Array and the like are not ours to describe, neither are protobuf messages: see proto-links.ts.
  excludeExternals: true,
  externalPattern: ['**/node_modules/**', '**/gen/**'],
  // What the generator of the protobuf types writes.
  blockTags: [...OptionDefaults.blockTags, '@generated'],
  customCss: join(import.meta.dirname, 'docs.css'),
  lightHighlightTheme: 'github-light-default',
  darkHighlightTheme: 'github-dark-default',
  highlightLanguages: [
    ...['typescript', 'javascript', 'tsx', 'svelte', 'vue', 'html', 'css'],
    ...['json', 'toml', 'yaml', 'bash', 'nginx'],
  ],
  ignoredHighlightLanguages: ['text'],
  favicon: join(repoRoot, 'src/app/public/favicon.svg'),
  // The README and each guide have a title of their own.
  headings: { readme: false, document: false },
  navigation: { includeCategories: true, includeGroups: false, excludeReferences: true },
  categorizeByGroup: false,
  categoryOrder,
  sort: ['kind', 'alphabetical-ignoring-documents'],
  useFirstParagraphOfCommentAsSummary: true,
  searchInComments: true,
  searchInDocuments: true,
  hideGenerator: true,
  // Of these the name is enough: tables whose keys a type has, and the halves of types that depend on what is installed.
  intentionallyNotExported: [
    'builtInAttributes',
    'operatorsByType',
    'RetryBudget',
    ...['Signal', 'Query', 'Update'].flatMap((name) => [`Upstream${name}`, `Own${name}Definition`]),
  ],
  validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: true },
  // Not `Property`: a comment that repeats a name helps nobody. Where the name is not enough there is one.
  requiredToBeDocumented: ['Class', 'Interface', 'Function', 'Method', 'Accessor', 'Variable', 'TypeAlias', 'Enum'],
};
