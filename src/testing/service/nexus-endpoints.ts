/** Nexus endpoints: that they are kept and found. Calls do not go through them. */
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  type Endpoint,
  EndpointSchema,
  type EndpointSpec,
  EndpointSpecSchema,
} from '../../../gen/operator/temporal/api/nexus/v1/message_pb.js';
import type { Engine } from '../engine/engine.js';
import { invalid, notFound, precondition } from '../engine/refusals.js';
import type { OperatorServiceHandlers } from './handlers.js';

const namePattern = '^[a-zA-Z][a-zA-Z0-9\\-]*[a-zA-Z0-9]$';
const longestName = 200;
const standardPage = 100;

/** @param all by id, in the order in which the server lists them */
export function nexusEndpointHandlers(engine: Engine, all: Map<string, Endpoint>): OperatorServiceHandlers {
  const require = (id: string, message: (id: string) => string): Endpoint => {
    const endpoint = all.get(id);
    if (!endpoint) throw notFound(message(id));
    return endpoint;
  };
  return {
    createNexusEndpoint: ({ spec }) => {
      const checked = checkSpec(engine, spec);
      if ([...all.values()].some((each) => each.spec?.name === checked.name)) {
        const message = `error creating Nexus endpoint. Endpoint with name ${checked.name} already registered`;
        throw new ConnectError(message, Code.AlreadyExists);
      }
      const id = engine.ids.uuid();
      const endpoint = create(EndpointSchema, {
        id,
        version: 1n,
        spec: checked,
        createdTime: timestampFromMs(engine.now()),
        urlPrefix: `/nexus/endpoints/${id}/services`,
      });
      all.set(id, endpoint);
      return { endpoint };
    },
    updateNexusEndpoint: ({ id, version, spec }) => {
      const checked = checkSpec(engine, spec);
      const before = require(id, () => `error updating Nexus endpoint. endpoint ID ${id} not found`);
      if (before.version !== version) {
        throw precondition(`nexus endpoint version mismatch. received: ${version} expected ${before.version}`);
      }
      const endpoint = create(EndpointSchema, {
        ...before,
        version: version + 1n,
        spec: checked,
        lastModifiedTime: timestampFromMs(engine.now()),
      });
      all.set(id, endpoint);
      return { endpoint };
    },
    deleteNexusEndpoint: ({ id }) => {
      require(id, () => `error deleting nexus endpoint with ID: ${id}`);
      all.delete(id);
      return {};
    },
    getNexusEndpoint: ({ id }) => ({
      endpoint: require(id, () => `Nexus endpoint with ID \`${id}\` not found`),
    }),
    listNexusEndpoints: ({ name, pageSize, nextPageToken }) => {
      if (pageSize < 0) throw invalid('page_size is negative');
      const found = [...all.values()].filter(({ spec }) => name === '' || spec?.name === name);
      const last = new TextDecoder().decode(nextPageToken);
      const start = last === '' ? 0 : found.findIndex(({ id }) => id === last) + 1;
      const endpoints = found.slice(start, start + (pageSize || standardPage));
      const hasMore = start + endpoints.length < found.length;
      return { endpoints, nextPageToken: new TextEncoder().encode(hasMore ? endpoints.at(-1)!.id : '') };
    },
  };
}

/** @throws INVALID_ARGUMENT with all that is wrong, in the words of the server */
function checkSpec(engine: Engine, given: EndpointSpec | undefined): EndpointSpec {
  const spec = create(EndpointSpecSchema, given);
  const issues: string[] = [];
  if (spec.name === '') issues.push('endpoint name not set');
  else if (spec.name.length > longestName) issues.push(`endpoint name exceeds length limit of ${longestName}`);
  else if (!new RegExp(namePattern).test(spec.name)) {
    issues.push(`endpoint name must match the regex: ${JSON.stringify(namePattern)}`);
  }
  const target = spec.target?.variant;
  if (target?.case === 'worker') {
    const { namespace, taskQueue } = target.value;
    if (namespace === '') issues.push('target namespace not set');
    else if (!engine.namespaces.has(namespace)) {
      const reason = `Namespace ${namespace} is not found.`;
      throw precondition(`could not verify namespace referenced by target exists: ${reason}`);
    }
    if (taskQueue === '') issues.push('invalid target task queue: "taskQueue is not set"');
  } else if (target?.case === 'external') {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(target.value.url)?.[1] ?? '';
    if (target.value.url === '') issues.push('empty target URL');
    else if (!['http', 'https'].includes(scheme.toLowerCase())) {
      issues.push(`invalid target URL scheme: ${JSON.stringify(scheme)}, expected http or https`);
    }
  } else {
    issues.push('empty target variant');
  }
  if (issues.length > 0) throw invalid(issues.join(', '));
  return spec;
}
