import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  payload: AdapterPayload;
  expiresAt: number;
}

/** What a provider knows of sessions, grants and tokens: in memory, so that all of it can be forgotten at once. */
export class IdentityMemory {
  readonly #entries = new Map<string, Entry>();

  forget(): void {
    this.#entries.clear();
  }

  /** The part for one kind of thing; the provider asks for one each. */
  adapter(kind: string): Adapter {
    const entries = this.#entries;
    const keyOf = (id: string): string => `${kind}:${id}`;
    const read = (id: string): AdapterPayload | undefined => {
      const entry = entries.get(keyOf(id));
      return entry && entry.expiresAt > Date.now() ? entry.payload : undefined;
    };
    const findBy = (field: 'uid' | 'userCode', value: string): AdapterPayload | undefined => {
      for (const [key, { payload }] of entries) {
        if (key.startsWith(`${kind}:`) && payload[field] === value) return read(key.slice(kind.length + 1));
      }
      return undefined;
    };
    return {
      upsert: (id, payload, expiresIn) => {
        entries.set(keyOf(id), { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Infinity });
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(read(id)),
      findByUid: (uid) => Promise.resolve(findBy('uid', uid)),
      findByUserCode: (code) => Promise.resolve(findBy('userCode', code)),
      consume: (id) => {
        const payload = read(id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
        return Promise.resolve();
      },
      destroy: (id) => {
        entries.delete(keyOf(id));
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
        return Promise.resolve();
      },
    };
  }
}
