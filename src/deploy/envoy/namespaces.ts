import { clusterRpcs, openRpcs } from '../roles.js';
import { claimPath, jwtMetadata } from './auth.js';
import { namespaceDescriptors, namespaceRpcs } from './namespace-fields.js';
import type { EnvoyPlan } from './plan.js';
import { clusterHeader } from './routes.js';
import { yaml } from './yaml.js';

const extraction = 'envoy.filters.http.grpc_field_extraction';

/** The filters that compare the Namespace in the body with what the caller may reach. They stand behind grpc_web. */
export function namespaceFilters(plan: EnvoyPlan): string {
  if (!plan.checksNamespaces) return '';
  return yaml`
    # The Namespace. Temporal goes by the one in the body and nothing else, so that is what is looked at. Four steps:
    # the message is one that every reader of protobuf understands alike; ...
    - name: envoy.filters.http.lua.one_namespace
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
        default_source_code:
          inline_string: |
            ${wellFormedScript()}
    # ... its Namespace is read; ...
    - name: ${extraction}
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.grpc_field_extraction.v3.GrpcFieldExtractionConfig
        # The methods with a Namespace and the fields that name it, as a FileDescriptorSet.
        descriptor_set:
          inline_bytes: "\
            ${descriptorText()}
        # prettier-ignore
        extractions_by_method:
          ${namespaceRpcs().map(extractionOf).join('\n')}
    # ... it is compared with the token, and with the header that some servers route by; ...
    - name: envoy.filters.http.set_filter_state.namespace
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.set_filter_state.v3.Config
        on_request_headers:
          - object_key: temporal.namespace_allowed
            factory_key: envoy.string
            format_string:
              text_format_source:
                inline_string: >-
                  %CEL(${allowed(plan)})%
          - object_key: temporal.namespace_unambiguous
            factory_key: envoy.string
            format_string:
              text_format_source:
                inline_string: >-
                  %CEL(${unambiguous})%
    # ... and whatever was not found to be right is refused.
    - name: envoy.filters.http.rbac.namespaces
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC
        rules:
          action: DENY
          policies:
            foreign-namespace:
              permissions:
                - not_rule:
                    or_rules:
                      rules:
                        ${openRpcs.map((path) => `- url_path: { path: { exact: ${path} } }`).join('\n')}
              principals:
                - not_id:
                    and_ids:
                      ids:
                        - filter_state: { key: temporal.namespace_allowed, string_match: { exact: 'true' } }
                        - filter_state: { key: temporal.namespace_unambiguous, string_match: { exact: 'true' } }
                        - sourced_metadata:
                            metadata_matcher:
                              filter: temporal.request
                              path: [{ key: is_one_plain_message }]
                              value: { bool_match: true }
  `;
}

function extractionOf({ name, others }: ReturnType<typeof namespaceRpcs>[number]): string {
  const fields = Object.entries(others).map(([path, key]) => `, ${path}: { metadata_key: ${key} }`);
  return `${name}: { request_field_extractions: { namespace: {}${fields.join('')} } }`;
}

/** Up to the closing quote. Lines that end in a backslash are one text in YAML. */
function descriptorText(): string {
  const text = Buffer.from(namespaceDescriptors()).toString('base64');
  return `${text.replaceAll(/.{100}(?=.)/g, '$&\\\n')}"`;
}

/** CEL: what the caller may reach. Something that is missing is an error, which is not true. */
function allowed({ namespacesClaim, upstreams }: EnvoyPlan): string {
  const fields = `metadata.filter_metadata['${extraction}']`;
  const named = `${fields}['namespace'][0]`;
  // Who names a Namespace by its id may reach all: ids are not in tokens.
  const byName = `(!('id' in ${fields}) || size(${fields}['id']) == 0)`;
  const terms: string[] = [];
  if (namespacesClaim !== undefined) {
    const claim = ['claims', ...claimPath(namespacesClaim)].map((key) => `['${key}']`).join('');
    const claimed = `metadata.filter_metadata['${jwtMetadata}']${claim}`;
    terms.push(`('*' in ${claimed} || (${named} in ${claimed} && ${byName}))`);
  }
  if (upstreams.some(({ namespaces }) => namespaces !== undefined)) {
    const each = upstreams.map(({ cluster, prefix, namespaces }) => {
      const here = prefix === undefined ? [] : [`request.headers['${clusterHeader}'] == '${cluster}'`];
      const list = namespaces?.map((name) => `'${name}'`).join(', ');
      return [...here, ...(list === undefined ? [] : [`${named} in [${list}]`, byName])].join(' && ');
    });
    terms.push(`(${each.map((term) => `(${term})`).join(' || ')})`);
  }
  return terms.join(' && ');
}

/** CEL: all that names a Namespace in one request names the same. */
const unambiguous = (() => {
  const fields = `metadata.filter_metadata['${extraction}']`;
  const named = `${fields}['namespace'][0]`;
  const part = (key: string): string =>
    `(!('${key}' in ${fields}) || size(${fields}['${key}']) == 0 || (size(${fields}['${key}']) == 1 && ${fields}['${key}'][0] == ${named}))`;
  const header = `(!('temporal-namespace' in request.headers) || request.headers['temporal-namespace'] == ${named})`;
  return `!('${extraction}' in metadata.filter_metadata) || (${header} && ${part('start')} && ${part('update')})`;
})();

/**
 * Lua that notes whether the body is one gRPC message whose outermost fields can be read in one way only. Envoy's filter
 * takes a namespace of the wrong wire type for text, which a server skips: without this, a request could name one Namespace to
 * Envoy and another to Temporal. An error here notes nothing, and what is not noted is refused.
 */
function wellFormedScript(): string {
  const unusual = namespaceRpcs().filter(({ field }) => field !== 1);
  const numbers = [
    ...unusual.map(({ name, field }) => `${name.replace(/^.*\./, '')} = ${field}`),
    ...clusterRpcs.map((path) => `${path.replace(/^.*\//, '')} = 0`),
  ].join(', ');
  return yaml`
    -- Number of the field "namespace" where it is not 1; 0 where there is none.
    local numbers = { ${numbers} }

    local function varint(bytes, at)
      local value, factor = 0, 1
      for index = at, at + 9 do
        local byte = bytes:byte(index)
        if byte == nil then return nil end
        value = value + (byte % 128) * factor
        if byte < 128 then return value, index + 1 end
        factor = factor * 128
      end
      return nil
    end

    -- One frame without compression, and in it the field at most once, as text. No groups.
    local function is_one_plain_message(bytes, number)
      if #bytes < 5 or bytes:byte(1) ~= 0 then return false end
      local a, b, c, d = bytes:byte(2, 5)
      if ((a * 256 + b) * 256 + c) * 256 + d ~= #bytes - 5 then return false end
      local at, seen = 6, 0
      while at <= #bytes do
        local tag
        tag, at = varint(bytes, at)
        if tag == nil or tag < 8 or tag >= 4294967296 then return false end
        local kind = tag % 8
        if (tag - kind) / 8 == number then
          seen = seen + 1
          if kind ~= 2 or seen > 1 then return false end
        end
        if kind == 0 then
          local value
          value, at = varint(bytes, at)
          if value == nil then return false end
        elseif kind == 1 then
          at = at + 8
        elseif kind == 2 then
          local length
          length, at = varint(bytes, at)
          if length == nil then return false end
          at = at + length
        elseif kind == 5 then
          at = at + 4
        else
          return false
        end
      end
      return at == #bytes + 1
    end

    function envoy_on_request(handle)
      local method = handle:headers():get(':path'):match('[^/]*$')
      local body = handle:body()
      local bytes = body and body:getBytes(0, body:length()) or ''
      local good = is_one_plain_message(bytes, numbers[method] or 1)
      handle:streamInfo():dynamicMetadata():set('temporal.request', 'is_one_plain_message', good)
    end
  `;
}
