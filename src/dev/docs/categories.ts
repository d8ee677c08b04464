import { relative } from 'node:path';
import { type Application, Comment, CommentTag, Converter } from 'typedoc';
import { repoRoot } from '../paths.js';

/** Parts of the client by folder, in the words of its guides. */
const parts: Readonly<Record<string, string>> = {
  workflow: 'Workflows',
  visibility: 'Visibility',
  schedule: 'Schedules',
  activity: 'Activities',
  nexus: 'Nexus Operations',
  batch: 'Batch operations',
  'task-queue': 'Task Queues',
  worker: 'Workers',
  deployment: 'Worker Deployments',
  rule: 'Workflow Rules',
  namespace: 'Namespaces',
  operator: 'Operator',
  converter: 'Data conversion',
  codec: 'Data conversion',
  'history-json': 'Data conversion',
};

/** Modules of no folder that are about errors. */
const errorModules =
  /^(?:errors|failure|grpc-error|value-error|describe-error|ensure-failure|is-server-error-response)\.ts$/;
/** Modules of no folder that belong to a part. */
const workflowModules =
  /^(?:definitions|typed-client|duration|priority|retry-policy|decode-retry-policy|versioning-\w+|upstream-types)\.ts$/;

/** All categories in the order in which a reader needs them; `*` stands for those of other entries. */
export const categoryOrder = [
  'Client and Connection',
  'Workflows',
  'Errors',
  ...new Set(Object.values(parts).filter((part) => part !== 'Workflows')),
  '*',
];

/** The category of an export of the first entry, by the module that declares it. */
export function categoryOf(path: string): string | undefined {
  const [, folder = '', rest] = /^src\/client\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  if (folder === '') return undefined;
  if (rest !== undefined) return parts[folder] ?? 'Client and Connection';
  if (errorModules.test(folder)) return 'Errors';
  if (folder === 'search-attributes.ts') return 'Visibility';
  return workflowModules.test(folder) ? 'Workflows' : 'Client and Connection';
}

/** The first entry has hundreds of exports: they are listed by part of the client rather than by kind of declaration. */
export function categorizeExports(app: Application): void {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.parent?.parent?.isProject() !== true || reflection.parent.name !== 'temporal-web-client') return;
    const [declaration] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
    const path = declaration && relative(repoRoot, declaration.getSourceFile().fileName).replaceAll('\\', '/');
    const category = path === undefined ? undefined : categoryOf(path);
    if (category === undefined) return;
    reflection.comment ??= new Comment();
    reflection.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: category }]));
  });
}
