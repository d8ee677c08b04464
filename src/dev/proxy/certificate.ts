import { createHash, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A TLS certificate for localhost, in files as Envoy wants them. */
export interface LocalCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** The authority that signed it, for whoever wants to trust it in a browser. None if the files were made by hand. */
  readonly authorityFile: string | undefined;
  /** SHA-256 of the public key in base64: what Chromium's `--ignore-certificate-errors-spki-list` takes. */
  readonly spki: string;
}

const dayMs = 24 * 3600 * 1000;
const validDays = 365;
const renewDays = 14;

/** Returns the certificate in `folder/tls`; makes one first when it is missing or about to expire. */
export async function localCertificate(folder: string): Promise<LocalCertificate> {
  const home = join(folder, 'tls');
  if (!isUsable(join(home, 'localhost.crt'), join(home, 'localhost.key'))) await makeCertificate(folder, home);
  const certificateFile = join(home, 'localhost.crt');
  return {
    certificateFile,
    keyFile: join(home, 'localhost.key'),
    authorityFile: existsSync(join(home, 'ca.crt')) ? join(home, 'ca.crt') : undefined,
    spki: spkiFingerprint(readFileSync(certificateFile, 'utf8')),
  };
}

/** SHA-256 of a certificate's public key (SubjectPublicKeyInfo), in base64. */
export function spkiFingerprint(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

function isUsable(certificateFile: string, keyFile: string): boolean {
  if (!existsSync(certificateFile) || !existsSync(keyFile)) return false;
  const certificate = new X509Certificate(readFileSync(certificateFile));
  return (
    Date.parse(certificate.validTo) > Date.now() + renewDays * dayMs &&
    certificate.checkHost('localhost') !== undefined &&
    certificate.checkIP('127.0.0.1') !== undefined
  );
}

async function makeCertificate(folder: string, home: string): Promise<void> {
  const dates = { notBeforeDate: new Date(Date.now() - dayMs), notAfterDate: new Date(Date.now() + validDays * dayMs) };
  const ec = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;
  const authority = await generate([{ name: 'commonName', value: 'temporal-web-client local stack' }], {
    ...ec,
    ...dates,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...ec,
    ...dates,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  mkdirSync(folder, { recursive: true });
  // Written aside and renamed, so that two stacks starting together never mix key and certificate.
  const work = mkdtempSync(join(folder, 'tls-'));
  chmodSync(work, 0o755);
  writeFileSync(join(work, 'localhost.crt'), leaf.cert);
  writeFileSync(join(work, 'localhost.key'), leaf.private, { mode: 0o600 });
  // The authority's own key is not kept: who trusts it, trusts this one certificate and no later forgery.
  writeFileSync(join(work, 'ca.crt'), authority.cert);
  rmSync(home, { recursive: true, force: true });
  renameSync(work, home);
}
