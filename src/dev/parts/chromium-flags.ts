/**
 * How tests and benches start Chromium: without a sandbox, since CI runs as root in a container, and without the
 * background traffic of a browser that a person uses.
 *
 * @param certificateSpki fingerprint of a local certificate that pages may trust
 */
export function chromiumFlags(certificateSpki?: string): string[] {
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(certificateSpki ? [`--ignore-certificate-errors-spki-list=${certificateSpki}`] : []),
  ];
}
