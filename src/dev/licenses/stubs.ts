import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../paths.js';

/** Definitions of others that code in `gen/` is generated from. */
export interface StubSource {
  readonly name: string;
  /** Folders of the .proto files. */
  readonly paths: string;
  readonly license: string;
  readonly text: string;
}

/** In `node_modules`, since it is what the licence asks for: the words of the licence, unchanged. */
const texts = {
  temporal: '@temporalio/core-bridge/sdk-core/crates/protos/protos/api_upstream/LICENSE',
  // Its compiler has the same licence as the definitions, and its full text.
  apache: 'typescript/LICENSE.txt',
};

function textOf(path: string): string {
  return readFileSync(join(repoRoot, 'node_modules', path), 'utf8')
    .replaceAll('\r', '')
    .trim();
}

export function stubSources(): StubSource[] {
  const apache = textOf(texts.apache);
  return [
    { name: 'Temporal API', paths: 'temporal, nexusannotations', license: 'MIT', text: textOf(texts.temporal) },
    { name: 'Google APIs', paths: 'google', license: 'Apache-2.0', text: apache },
    { name: 'gRPC health check', paths: 'grpc', license: 'Apache-2.0', text: apache },
  ];
}
