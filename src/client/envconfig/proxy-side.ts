import { ValueError } from '../value-error.js';
import type { ClientConfigProfile } from './client-config.js';
import type { ReportDiagnostic } from './diagnostic.js';

/**
 * Checks the keys that a page cannot apply, and reports each with the place where it is settled.
 *
 * @throws {@link ValueError} for a client certificate without its key, or the reverse
 */
export function reportProxySide({ tls, authority }: ClientConfigProfile, report: ReportDiagnostic): void {
  const atProxy = (key: string, instead: string): void =>
    report({ code: 'proxy-side', key, message: `A page cannot apply ${key}: ${instead}` });
  if (authority) {
    atProxy('authority', 'browsers set it from the URL. Configure at Envoy: host_rewrite_literal of the route.');
  }
  // As upstream: what is disabled is not looked at.
  if (!tls || tls.disabled) return;
  const { clientCert, clientKey } = tls;
  if (!clientCert !== !clientKey) {
    const [present, missing] = clientCert ? ['client_cert', 'client_key'] : ['client_key', 'client_cert'];
    throw new ValueError(`The profile has tls.${present} without tls.${missing}; either both or neither.`);
  }
  if (clientCert && clientKey) {
    atProxy(
      'tls.client_cert',
      'client certificates are the proxy’s or the browser’s. Configure at Envoy: tls_certificates of the UpstreamTlsContext; ' +
        'between browser and proxy, install it in the browser and connect with `credentials: "include"`.',
    );
    if ('path' in clientCert !== 'path' in clientKey) {
      const message = 'tls.client_cert and tls.client_key are one a path and the other data, which Go programs refuse.';
      report({ code: 'ignored-value', key: 'tls.client_cert', message });
    }
  }
  if (tls.serverCACert) {
    atProxy(
      'tls.server_ca_cert',
      'browsers trust their own store. Configure at Envoy: trusted_ca of the validation context.',
    );
  }
  if (tls.serverName)
    atProxy('tls.server_name', 'browsers use the host of the URL. Configure at Envoy: sni of the UpstreamTlsContext.');
  if (tls.disableHostVerification) {
    atProxy(
      'tls.disable_host_verification',
      'browsers always verify. Configure at Envoy: leave the validation context out.',
    );
  }
}
