import { afterEach, describe, expect, it } from 'vitest';
import { Client, Connection, type GrpcError, type RetryEvent } from '../../../src/client/index.js';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { claims, identity, startGuardedProxy } from './guarded-proxy.js';

/** What the client makes of the refusals of the proxy. */
let proxy: EnvoyProxy;

afterEach(async () => {
  await proxy.stop();
});

describe('a page', () => {
  it('is told in words what to do about its token', async () => {
    proxy = await startGuardedProxy();
    const apiKey = identity.token({ ...claims(['viewer']), exp: 1_700_000_000 });
    const error = await Connection.connect({ address: proxy.url, apiKey }).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message).toContain('The token has expired. Sign in again.');
  });

  it('is told when its role does not allow a call', async () => {
    proxy = await startGuardedProxy();
    const connection = await Connection.connect({ address: proxy.url, apiKey: identity.token(claims(['viewer'])) });
    const error = await new Client({ connection }).workflow
      .getHandle('any')
      .terminate()
      .then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
    expect((error?.cause ?? error) as GrpcError).toMatchObject({ code: 7 });
    expect(String((error?.cause as Error | undefined)?.message ?? error?.message)).toContain(
      'Your roles do not allow this call',
    );
    await connection.close();
  });

  it('backs off when it asks too much, and gets all its answers', async () => {
    proxy = await startGuardedProxy({ perSubject: { perSecond: 20, burst: 10 } });
    const retries: RetryEvent[] = [];
    const connection = await Connection.connect({
      address: proxy.url,
      apiKey: identity.token(claims(['viewer'])),
      onRetry: (event) => retries.push(event),
    });
    const client = new Client({ connection });
    const counts = await Promise.all(Array.from({ length: 40 }, async () => client.workflow.count()));
    expect(counts).toHaveLength(40);
    expect(retries.map(({ error }) => error.code)).toContain(8);
    await connection.close();
  });
});
