import { checkNamespace, checkSpeaksGrpc, checkStrangers, checkSystemInfo, checkWorkerMethods } from './calls.js';
import { checkConnection } from './connection.js';
import { checkPreflight, checkReadable } from './cors.js';
import { type CheckOptions, type Finding, wrong } from './finding.js';
import { callRpc } from './request.js';

/**
 * Dials a proxy as a page would, from the connection up to a Namespace, and ends where going on makes no sense.
 * Nothing is changed on the server.
 */
export async function* checkProxy(options: CheckOptions): AsyncGenerator<Finding, void, undefined> {
  const connection = await checkConnection(options);
  yield* connection;
  if (connection.length === 1 && connection[0]?.verdict === 'wrong' && !isPlainAnswer(options, connection[0])) return;
  try {
    yield* checkAnswers(options);
  } catch (error) {
    yield noAnswer(error as NodeJS.ErrnoException);
  }
}

/** Being without TLS is wrong, but keeps nobody from looking further. */
function isPlainAnswer({ url }: CheckOptions, { says }: Finding): boolean {
  return url.protocol === 'http:' && says.startsWith('Without TLS');
}

function noAnswer({ name, code = '', message }: NodeJS.ErrnoException): Finding {
  if (name === 'TimeoutError' || name === 'AbortError') {
    return wrong('It takes the connection but does not answer within 10 s.', 'Check that this is Envoy, and its log.');
  }
  if (code.startsWith('HPE_') || code.endsWith('NO_APPLICATION_PROTOCOL')) {
    return wrong(
      'It does not speak HTTP/1.1, as Temporal itself.',
      'Give pages the address of Envoy, and Envoy that of Temporal.',
    );
  }
  return wrong(`It ends the connection: ${message}.`, 'Check that this is Envoy, and its log.');
}

async function* checkAnswers(options: CheckOptions): AsyncGenerator<Finding, void, undefined> {
  const answer = await callRpc(options, 'GetSystemInfo');
  const other = checkSpeaksGrpc(answer);
  if (other) yield other;
  // What is no Envoy has no CORS settings of which to speak.
  if (other && ![401, 403, 404, 502, 503, 504].includes(answer.status)) return;
  const preflight = await checkPreflight(options);
  yield* preflight;
  if (preflight.every(({ verdict }) => verdict === 'good')) yield* checkReadable(options, answer);
  if (other) return;
  const system = checkSystemInfo(answer, options);
  yield system;
  yield await checkWorkerMethods(options);
  if (answer.grpcStatus !== 0) return;
  yield await checkNamespace(options);
  yield await checkStrangers(options);
}
