import type { StartCall } from '../start-call.js';
import { goCode } from './go.js';
import { isLeftOut } from './payload-value.js';
import { pythonCode } from './python.js';
import { shellCode } from './shell.js';
import { typescriptCode } from './typescript.js';

export type Language = 'browser' | 'typescript' | 'go' | 'python' | 'cli';

/** What the code is to talk to. */
export interface CodeTarget {
  /** Of the proxy, for pages; the other SDKs talk to the server itself. */
  address: string;
  namespace: string;
}

/** The same call as code. */
export function snippet(language: Language, call: StartCall, target: CodeTarget): string {
  switch (language) {
    case 'browser':
      return typescriptCode(call, target, 'browser');
    case 'typescript':
      return typescriptCode(call, target, 'node');
    case 'go':
      return goCode(call, target);
    case 'python':
      return pythonCode(call, target);
    case 'cli':
      return shellCode(call, target);
  }
}

/** Whether a value is too large to stand in code. */
export function leavesOut({ args, signal, update, memo = {} }: StartCall): boolean {
  return [...args, ...(signal?.args ?? []), ...(update?.args ?? []), ...Object.values(memo)].some(isLeftOut);
}
