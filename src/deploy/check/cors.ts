import { type CheckOptions, type Finding, good, wrong } from './finding.js';
import { type Answer, ask, workflowService } from './request.js';

/** What this client sends that a browser asks about. */
const sentHeaders = [
  'authorization',
  'client-name',
  'client-version',
  'content-type',
  'grpc-timeout',
  'temporal-namespace',
  'x-grpc-web',
  'x-user-agent',
];

/** Headers without which errors of the server cannot be read. */
const readHeaders = ['grpc-status', 'grpc-message', 'grpc-status-details-bin'];

/** Whether a browser would let a page of the origin call, and one of another origin not. */
export async function checkPreflight(options: CheckOptions): Promise<Finding[]> {
  const { origin, url } = options;
  if (origin === url.origin) return [good('Page and proxy have the same origin: no CORS is needed.')];
  const { status, headers } = await preflight(options, origin);
  const allowed = headers['access-control-allow-origin'];
  if (allowed !== origin && allowed !== '*') {
    return [
      wrong(
        `Pages of ${origin} may not call it${status === 200 ? '' : ` (the preflight got HTTP ${status})`}: a browser stops every call.`,
        `Add ${origin} to allow_origin_string_match; scheme and port count.`,
      ),
    ];
  }
  const names = words(headers['access-control-allow-headers']);
  const missing = names.includes('*') ? [] : sentHeaders.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return [
      wrong(`Pages may not send ${missing.join(', ')}: a browser stops every call.`, 'Add them to allow_headers.'),
    ];
  }
  return [
    good(`Pages of ${origin} may call it.`),
    foreignFinding(await preflight(options, 'https://not-yours.example')),
  ];
}

function foreignFinding({ headers }: Answer): Finding {
  const allowed = headers['access-control-allow-origin'];
  return allowed === undefined
    ? good('Pages of other origins may not.')
    : wrong(
        'Pages of any origin may call it.',
        'Name your origins in allow_origin_string_match instead of a pattern for all.',
      );
}

async function preflight(options: CheckOptions, origin: string): Promise<Answer> {
  return ask(options, 'OPTIONS', `${workflowService}/GetSystemInfo`, {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': sentHeaders.join(','),
  });
}

/** Whether a page may read this answer, and what it needs of it. */
export function checkReadable({ origin, url }: CheckOptions, { headers }: Answer): Finding[] {
  if (origin === url.origin) return [];
  const allowed = headers['access-control-allow-origin'];
  if (allowed !== origin && allowed !== '*') {
    return [
      wrong('The answer to a call has no CORS headers.', 'Put the cors filter before everything that can refuse.'),
    ];
  }
  const exposed = words(headers['access-control-expose-headers']);
  const hidden = exposed.includes('*') ? [] : readHeaders.filter((name) => !exposed.includes(name));
  if (hidden.length === 0) return [];
  return [
    wrong(
      `Pages cannot read ${hidden.join(', ')}: every error looks like a broken connection.`,
      'Add them to expose_headers.',
    ),
  ];
}

function words(header: string | undefined): string[] {
  return (header ?? '').split(',').map((name) => name.trim().toLowerCase());
}
