import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type PeerCertificate } from 'node:tls';
import { isLoopback } from '../envoy/address.js';
import { type CheckOptions, type Finding, good, note, wrong } from './finding.js';

const timeoutMs = 10_000;

/** Whether somebody listens, and over TLS, what a browser would say of the certificate. */
export async function checkConnection({ url }: CheckOptions): Promise<Finding[]> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isTls = url.protocol === 'https:';
  const port = Number(url.port || (isTls ? 443 : 80));
  const refused = await connectionError(host, port);
  if (refused !== undefined) return [unreachable(refused, host, port)];
  if (!isTls) return [plainFinding(host)];
  return checkTls(host, port);
}

async function connectionError(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, timeout: timeoutMs });
    const end = (error?: NodeJS.ErrnoException): void => {
      socket.destroy();
      resolve(error);
    };
    socket.on('connect', () => {
      end();
    });
    socket.on('error', end);
    socket.on('timeout', () => {
      end(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
    });
  });
}

function unreachable({ code, message }: NodeJS.ErrnoException, host: string, port: number): Finding {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return wrong(`There is no host called ${host}.`, 'Check the name, and that DNS knows it here.');
    case 'ECONNREFUSED':
      return wrong(
        `Nothing listens on port ${port} of ${host}.`,
        'Start Envoy, or check the port: its log names what keeps it from starting.',
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return wrong(`${host}:${port} does not answer.`, 'A firewall is in between, or the machine is off.');
    default:
      return wrong(
        `${host}:${port} cannot be reached: ${message || (code ?? 'no reason given')}.`,
        'Check address and network.',
      );
  }
}

function plainFinding(host: string): Finding {
  return isLoopback(host)
    ? note('Without TLS browsers speak HTTP/1.1: six connections for all tabs.', 'For people, use the https port.')
    : wrong(
        'Without TLS, tokens and payloads can be read on the way, and pages on https may not call it at all.',
        'Give Envoy a certificate and use its https port.',
      );
}

async function checkTls(host: string, port: number): Promise<Finding[]> {
  return new Promise((resolve) => {
    const isName = !/^[\d.]+$|:/.test(host);
    const socket = connectTls({
      host,
      port,
      ...(isName && { servername: host }),
      ALPNProtocols: ['h2', 'http/1.1'],
      rejectUnauthorized: false,
      timeout: timeoutMs,
    });
    const end = (...findings: Finding[]): void => {
      socket.destroy();
      resolve(findings);
    };
    socket.on('secureConnect', () => {
      // Some versions of Node give the error, some its code.
      const error = socket.authorizationError as Error | string | null | undefined;
      const reason = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : (error ?? '');
      end(certificateFinding(reason, host, socket.getPeerCertificate()), protocolFinding(socket.alpnProtocol));
    });
    socket.on('error', () => {
      end(
        wrong(
          `${host}:${port} does not speak TLS.`,
          'This may be the http port: use http:// in the address, or the port with TLS.',
        ),
      );
    });
    socket.on('timeout', () => {
      end(wrong(`${host}:${port} does not answer in TLS.`, 'This may be the http port, or a firewall is in between.'));
    });
  });
}

function certificateFinding(reason: string, host: string, { valid_to }: PeerCertificate): Finding {
  if (reason === '') return good(`Its certificate is right for ${host}, until ${valid_to}.`);
  if (reason === 'CERT_HAS_EXPIRED') return wrong(`Its certificate has expired, on ${valid_to}.`, 'Renew it.');
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return wrong(
      `Its certificate is for other names than ${host}.`,
      'Use an address with a name of the certificate, or get one for this name.',
    );
  }
  if (isLoopback(host)) {
    return note(
      'Its certificate is signed by nobody whom this machine knows, as that of `npm run certs`.',
      'Open the address in the browser once and accept it, or let the system trust the authority that signed it.',
    );
  }
  return wrong(
    `Its certificate is signed by nobody whom this machine knows (${reason}).`,
    'Get one of a public authority, give Envoy the whole chain, or let the machines of your users trust its authority.',
  );
}

function protocolFinding(protocol: string | false | null): Finding {
  return protocol === 'h2'
    ? good('Browsers speak HTTP/2 with it: a hundred calls share one connection.')
    : wrong(
        'It does not offer HTTP/2, so a page has six connections for all tabs.',
        'Set alpn_protocols: [h2, http/1.1] in the listener.',
      );
}
