import type { EnvoyPlan } from './plan.js';
import { clusterHeader } from './routes.js';
import { yaml } from './yaml.js';

/** The filter that takes the prefix off the path, so that every rule after it sees what the server sees. */
export function prefixFilter({ upstreams }: EnvoyPlan): string {
  if (upstreams[0]?.prefix === undefined) return '';
  const entries = upstreams.map(({ prefix, cluster }) => `['${prefix ?? ''}'] = '${cluster}'`);
  return yaml`
    # Which server, by the first word of the path. It is taken off here, before any rule about methods looks at the path;
    # a route would take it off after all of them. A path with no such word gets nowhere.
    - name: envoy.filters.http.lua.prefix
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
        default_source_code:
          inline_string: |
            local clusters = { ${entries.join(', ')} }

            function envoy_on_request(handle)
              local headers = handle:headers()
              local prefix, rest = headers:get(':path'):match('^(/[^/?]*)(/.*)$')
              local cluster = clusters[prefix or '']
              headers:replace('${clusterHeader}', cluster or 'nowhere')
              if cluster ~= nil then headers:replace(':path', rest) end
              handle:clearRouteCache()
            end
  `;
}
