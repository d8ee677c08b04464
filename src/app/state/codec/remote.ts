/** Loaded when the first Namespace with a codec is looked at. */
import { RemoteCodec } from '../../../client/index.js';
import { SettingsError } from '../../format/errors.js';
import { codecTexts as texts } from '../../texts/codec.js';
import type { CodecSettings } from './codec-settings.js';

/**
 * The client of a codec server.
 *
 * @throws TypeError for an impossible endpoint or header
 * @throws {@link SettingsError} when a secret has to be entered again
 */
export function createRemoteCodec(settings: CodecSettings, namespace: string, apiKey: () => string): RemoteCodec {
  const forgotten = settings.headers.find(({ secret, value }) => secret && value === '');
  if (forgotten) throw new SettingsError(texts.secretForgotten(forgotten.name));
  const own = new Headers();
  for (const { name, value } of settings.headers) own.set(name, value);
  const authorization = own.get('authorization') ?? undefined;
  own.delete('authorization');
  const passed = settings.passApiKey && apiKey() !== '' ? () => `Bearer ${apiKey()}` : undefined;
  return new RemoteCodec({
    endpoint: settings.endpoint,
    namespace,
    timeout: settings.timeoutMs,
    credentials: settings.includeCredentials ? 'include' : 'same-origin',
    authorization: authorization ?? passed,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      for (const [name, value] of own) headers.set(name, value);
      return globalThis.fetch(input, { ...init, headers });
    },
  });
}
