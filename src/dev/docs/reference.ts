import { type Application, Comment, Converter, ReflectionKind } from 'typedoc';
import { protoLink } from './proto-links.js';

/** Links of generated types, which are not part of the reference. */
export function linkGeneratedTypes(app: Application): void {
  app.converter.addUnknownSymbolResolver((_reference, _reflection, _part, symbolId) =>
    symbolId === undefined ? undefined : protoLink(symbolId),
  );
}

/** `{@link ValueError}` in another entry of the package means the export of the first one. */
export function linkAcrossEntries(app: Application): void {
  app.converter.on(
    Converter.EVENT_RESOLVE_END,
    ({ project }) => {
      const [mainEntry] = project.children ?? [];
      for (const { comment } of Object.values(project.reflections)) {
        if (comment === undefined) continue;
        for (const part of [...comment.summary, ...comment.blockTags.flatMap(({ content }) => content)]) {
          if (part.kind !== 'inline-tag' || part.target !== undefined) continue;
          const target = mainEntry?.getChildByName(part.text.split('.'));
          if (target !== undefined) part.target = target;
        }
      }
    },
    afterLinkResolution,
  );
}

/** TypeDoc resolves links with the priority -300; what is lower comes later. */
const afterLinkResolution = -400;

/** The functions of an interceptor are named after the calls that they go around, and say no more than that. */
export function documentInterceptors(app: Application): void {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_context, reflection) => {
    const { parent } = reflection;
    if (parent?.kind !== ReflectionKind.Interface || !parent.name.endsWith('Interceptor')) return;
    reflection.comment ??= new Comment([{ kind: 'text', text: `Around each call of \`${reflection.name}\`.` }]);
  });
}

/** What is set is what is got: one comment says both. */
export function documentSetters(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Accessor)) {
      if (!reflection.isDeclaration()) continue;
      const { getSignature, setSignature } = reflection;
      if (setSignature && getSignature?.comment) setSignature.comment ??= getSignature.comment.clone();
    }
  });
}
