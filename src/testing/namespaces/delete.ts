/** DeleteNamespace, of the OperatorService. */
import type { Endpoint } from '../../../gen/operator/temporal/api/nexus/v1/message_pb.js';
import { terminateRun } from '../engine/close-run.js';
import type { Engine } from '../engine/engine.js';
import { invalid, precondition } from '../engine/refusals.js';
import { durationMs } from '../engine/times.js';
import type { OperatorServiceHandlers } from '../in-memory-fetch.js';
import { type Namespaces, systemNamespace } from './namespaces.js';

/**
 * All that is in the Namespace goes at once, where a server takes some seconds for it; what is known of the Namespace itself
 * stays under another name for as long as the request says.
 *
 * @param endpoints the Nexus endpoints that there are: one that leads to a Namespace keeps it
 */
export function createDeleteNamespaceHandler(
  namespaces: Namespaces,
  endpoints: () => Iterable<Endpoint>,
): OperatorServiceHandlers {
  const { engine } = namespaces;
  return {
    deleteNamespace: ({ namespace: name, namespaceId: id, namespaceDeleteDelay }) => {
      if (name !== '' && id !== '') throw invalid('Only one of namespace name or Id should be set on request.');
      const namespace = namespaces.find({ name, id });
      const { content } = namespace;
      if (content.id === systemNamespace.id) throw precondition('unable to delete system namespace');
      if (namespace.isDeleted) return { deletedNamespace: content.name };
      for (const { spec } of endpoints()) {
        const target = spec?.target?.variant;
        if (target?.case !== 'worker' || target.value.namespace !== content.name) continue;
        throw precondition(`cannot delete a namespace that is a target of a Nexus endpoint ${spec?.name}`);
      }
      clear(engine, content.name);
      namespaces.markDeleted(namespace);
      const delayMs = durationMs(namespaceDeleteDelay) ?? 0;
      if (delayMs > 0) engine.at(engine.now() + delayMs, () => namespaces.remove(namespace));
      else namespaces.remove(namespace);
      return { deletedNamespace: content.name };
    },
  };
}

/** Ends and forgets all that is in a Namespace. */
function clear(engine: Engine, namespace: string): void {
  for (const listener of engine.onDeleteNamespace) listener(namespace);
  for (const run of [...engine.namespace(namespace).runs.values()]) {
    if (run.isOpen) terminateRun(engine, run, { reason: 'Delete workflow execution', identity: 'history-service' });
    engine.forget(run);
  }
}
