import { pathsOf, roles } from '../roles.js';
import { claimPath, jwtMetadata } from './auth.js';
import { originList } from './cors.js';
import type { AuthOptions } from './options.js';
import type { EnvoyPlan } from './plan.js';
import { scalar, yaml } from './yaml.js';

/** The RBAC filter that denies what nobody may call from a page. */
export function denyFilter(plan: EnvoyPlan): string {
  return yaml`
    # CORS keeps honest browsers out; this keeps everybody out of the worker's half of the service:
    # whoever may poll or answer tasks can take work from workers and forge results.
    # Not here: RespondActivityTask* and RecordActivityTaskHeartbeat. Completing an Activity from outside
    # is what task tokens are handed out for; a token names one task, and only who has polled it, or was
    # given it, has it. Without a token the server answers by ids (RespondActivityTask*ById) to anybody
    # with write access. Who wants neither adds both here.
    - name: envoy.filters.http.rbac
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC
        rules:
          action: DENY
          policies:
            worker-methods:
              principals: [{ any: true }]
              # prettier-ignore
              permissions:
                ${paths(pathsOf('worker'))}
            denied-methods:
              principals: [{ any: true }]
              # prettier-ignore
              permissions:
                ${paths(pathsOf('denied'))}
            ${plan.checksOrigins ? foreignOrigin(plan) : ''}
            ${plan.auth ? queryString : ''}
  `;
}

const queryString = yaml`
  # A call has nothing behind a question mark. A token there is in the history of browsers and in the logs of whatever is on the
  # way: it is refused also beside a good one in the header, so that nobody gets used to it.
  query-string:
    principals: [{ any: true }]
    permissions:
      - header: { name: ':path', string_match: { safe_regex: { regex: '/[^/?]*[.][^/?]*/[^?]*[?].*' } } }
`;

function foreignOrigin({ origins, session }: EnvoyPlan): string {
  return yaml`
    # No page of another origin gets an answer that it can read; with this, its calls are not made either.
    # Programs, which send no origin, are not stopped by this.
    foreign-origin:
      permissions: [{ any: true }]
      principals:
        - and_ids:
            ids:
              ${session ? ownedByPages : '- header: { name: origin, present_match: true }'}
              - not_id:
                  or_ids:
                    ids:
                      ${originList(origins).replaceAll(/^- (.*)$/gm, '- header: { name: origin, string_match: { $1 } }')}
    ${session ? sessionPolicies(session.paths.signOut) : ''}
  `;
}

const ownedByPages = yaml`
  - or_ids:
      ids:
        - header: { name: origin, present_match: true }
        # Cookies are of browsers, which say the origin of whatever is no GET.
        - and_ids:
            ids:
              - header: { name: cookie, present_match: true }
              - not_id: { header: { name: ':method', string_match: { safe_regex: { regex: GET|HEAD } } } }
`;

function sessionPolicies(signOut: string): string {
  return yaml`
    # Another site cannot sign anybody out.
    foreign-sign-out:
      permissions: [{ url_path: { path: { exact: ${signOut} } } }]
      principals: [{ header: { name: sec-fetch-site, string_match: { exact: cross-site } } }]
    # The filter behind this one logs the address of what it refuses, and there might be a token in it.
    query-string:
      permissions:
        - and_rules:
            rules:
              - header: { name: ':path', string_match: { contains: '?' } }
              - or_rules:
                  rules:
                    - not_rule: { header: { name: ':method', string_match: { safe_regex: { regex: GET|HEAD } } } }
                    - url_path: { path: { prefix: /temporal. } }
                    - url_path: { path: { prefix: /grpc. } }
      principals: [{ any: true }]
  `;
}

/** The RBAC filter that allows each role its methods, and nothing else to anybody. */
export function roleFilter({ auth }: EnvoyPlan): string {
  if (!auth) return '';
  return yaml`
    # Which role may call what. A method that is not listed is allowed to nobody.
    - name: envoy.filters.http.rbac.roles
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC
        rules:
          action: ALLOW
          policies:
            ${policies(auth)}
  `;
}

function policies(auth: AuthOptions): string {
  const usual = roles.map((role) => {
    const higher = roles.slice(roles.indexOf(role));
    const names = higher.flatMap((each) => auth.roleNames?.[each] ?? [each]);
    return policy(role, names, pathsOf(role), auth);
  });
  const all = roles.flatMap(pathsOf);
  const extra = Object.entries(auth.extraRoles ?? {}).map(([name, rpcs]) => {
    const own = all.filter((path) => rpcs.includes(path.split('/')[2] ?? ''));
    return policy(`extra role ${name}`, [name], own, auth);
  });
  return [...usual, ...extra].join('\n');
}

function policy(name: string, claimed: readonly string[], allowed: readonly string[], auth: AuthOptions): string {
  return yaml`
    ${scalar(name)}:
      principals:
        ${claimed.map((each) => hasRole(auth.rolesClaim ?? 'roles', each)).join('\n')}
      # prettier-ignore
      permissions:
        ${paths(allowed)}
  `;
}

/** The claim may be a list or, with one role, a string. */
function hasRole(claim: string, name: string): string {
  const path = ['claims', ...claimPath(claim)].map((key) => `{ key: ${scalar(key)} }`).join(', ');
  const match = `string_match: { exact: ${scalar(name)} }`;
  return yaml`
    - sourced_metadata:
        metadata_matcher:
          filter: ${jwtMetadata}
          path: [${path}]
          value: { or_match: { value_matchers: [{ list_match: { one_of: { ${match} } } }, { ${match} }] } }
  `;
}

function paths(all: readonly string[]): string {
  return all.map((path) => `- url_path: { path: { exact: ${path} } }`).join('\n');
}
