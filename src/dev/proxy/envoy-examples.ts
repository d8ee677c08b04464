import type { AuthOptions, EnvoyOptions } from '../../deploy/envoy/options.js';

const app = ['https://app.example.com'];

const auth: AuthOptions = {
  issuer: 'https://login.example.com/',
  audiences: ['temporal-web'],
  jwksUri: 'https://login.example.com/.well-known/jwks.json',
};

/** The configurations in this repository, by path. */
export const exampleConfigs: Readonly<Record<string, EnvoyOptions>> = {
  'envoy.yaml': {
    target: 'local',
    origins: ['http://localhost:5173', 'http://127.0.0.1:5173', 'http://localhost:4173', 'http://127.0.0.1:4173'],
  },
  'deploy/envoy/tls.yaml': { target: 'tls', upstream: 'temporal.internal.example.com:7233', origins: app, auth },
  'deploy/envoy/mtls.yaml': { target: 'mtls', upstream: 'temporal.internal.example.com:7233', origins: app, auth },
  'deploy/envoy/cloud-pass-through.yaml': {
    target: 'cloud',
    upstream: 'us-west-2.aws.api.temporal.io:7233',
    origins: app,
  },
  'deploy/envoy/cloud-api-key.yaml': {
    target: 'cloud',
    upstream: 'us-west-2.aws.api.temporal.io:7233',
    credential: 'api-key',
    origins: app,
    auth,
  },
  'deploy/envoy/cloud-client-certificate.yaml': {
    target: 'cloud',
    upstream: 'orders.a1b2c.tmprl.cloud:7233',
    credential: 'client-certificate',
    origins: app,
    auth,
  },
  'deploy/envoy/cookie-session.yaml': {
    target: 'tls',
    upstream: 'temporal.internal.example.com:7233',
    origins: ['https://temporal.example.com'],
    files: 'console.internal.example.com:8080',
    auth: {
      ...auth,
      session: {
        url: 'https://temporal.example.com',
        clientId: 'temporal-proxy',
        authorizationEndpoint: 'https://login.example.com/authorize',
        tokenEndpoint: 'https://login.example.com/token',
        endSessionEndpoint: 'https://login.example.com/logout',
      },
    },
  },
  'deploy/envoy/browser-certificates.yaml': {
    target: 'tls',
    upstream: 'temporal.internal.example.com:7233',
    origins: ['https://temporal.example.com'],
    files: 'console.internal.example.com:8080',
    listen: { clientCertificates: { revocations: true } },
    auth,
  },
  'deploy/envoy/routes.yaml': {
    target: 'cloud',
    origins: app,
    auth,
    routes: [
      { prefix: '/orders', upstream: 'orders.a1b2c.tmprl.cloud:7233', credential: 'api-key' },
      { prefix: '/billing', upstream: 'billing.a1b2c.tmprl.cloud:7233', credential: 'client-certificate' },
      {
        prefix: '/internal',
        target: 'mtls',
        upstream: 'temporal.internal.example.com:7233',
        namespaces: ['default', 'jobs'],
      },
    ],
  },
};
