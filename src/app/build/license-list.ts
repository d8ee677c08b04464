import type { Plugin } from 'vite';
import { addStubLicenses } from '../../dev/licenses/license-documents.js';

/** Adds generated code to the list of licences that the bundler writes; see `build.license`. */
export function generatedCodeLicenses(): Plugin {
  return {
    name: 'generated-code-licenses',
    apply: 'build',
    writeBundle: { order: 'post', sequential: true, handler: ({ dir }) => addStubLicenses(dir!) },
  };
}
