import address from './expression-worker.ts?worker&url';

interface WithTrustedTypes {
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ): {
      createScriptURL(url: string): unknown;
    };
  };
}

/** The page may run this one script besides its own: the policy is named in the Content Security Policy. */
const policy = (globalThis as WithTrustedTypes).trustedTypes?.createPolicy('console-worker', {
  createScriptURL: (url) => {
    if (url !== address) throw new TypeError(`${url} is no script of this console.`);
    return url;
  },
});

export function startExpressionWorker(): Worker {
  return new Worker((policy?.createScriptURL(address) ?? address) as string, { type: 'module' });
}
