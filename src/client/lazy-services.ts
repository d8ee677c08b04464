import type { CallOptions } from './call-options.js';
import type { Connection } from './connection.js';
import { lazyPart } from './internal/lazy-part.js';
import type { RawServices } from './service/index.js';

const parts = /*@__PURE__*/ lazyPart(() => import('./service/index.js'));

/**
 * Every RPC of a service as a method. The descriptors load with the first call, so that they weigh on nobody who makes
 * none.
 *
 * @param name as in `./service`, behind `create`
 */
export function lazyService<Name extends keyof RawServices>(connection: Connection, name: Name): RawServices[Name] {
  return new Proxy({} as RawServices[Name], {
    get(_target, method) {
      // Whoever awaits the service itself asks for `then`; symbols come from consoles and test runners.
      if (typeof method === 'symbol' || method === 'then') return undefined;
      return async (request: object, options?: CallOptions) => {
        const part = await parts();
        const service = part[`create${name}`](connection) as Record<
          string,
          ((request: object, options?: CallOptions) => Promise<unknown>) | undefined
        >;
        const call = service[method];
        if (!call) throw new TypeError(`${name} has no method ${method}`);
        return call(request, options);
      };
    },
  });
}
