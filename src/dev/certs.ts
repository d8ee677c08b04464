/** `npm run certs`: makes the certificate that envoy.yaml names, for running Envoy by hand. */
import { stackFolder } from './paths.js';
import { localCertificate } from './proxy/certificate.js';

const certificate = await localCertificate(stackFolder);
console.log(`Certificate for localhost:  ${certificate.certificateFile}`);
console.log(`Its key:                    ${certificate.keyFile}`);
if (certificate.authorityFile !== undefined) console.log(`Authority, to trust it:     ${certificate.authorityFile}`);
console.log(`Public key fingerprint:     ${certificate.spki}`);
