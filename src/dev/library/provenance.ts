import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lockPath, readLock, repoRoot, upstreamPackage } from '../proto/upstream.js';

const require = createRequire(import.meta.url);

/** Version of an installed development dependency. */
function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(repoRoot, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Who made the stubs of what, in the words of all headers. */
function origin(): string {
  return `${upstreamPackage} ${readLock().version}, by protoc-gen-es ${versionOf('@bufbuild/protoc-gen-es')}`;
}

/**
 * The first line of a built module of generated code. The compiler and the bundler both drop the header of protoc-gen-es.
 *
 * @param path of the module below `dist/`, for example `gen/core/temporal/api/common/v1/message_pb.js`
 * @returns undefined for modules that are written by hand
 */
export function generatedHeader(path: string): string | undefined {
  if (path === 'core.js') return `// The stubs in here are generated from ${origin()}: see dist/gen/README.md`;
  const proto = /^gen\/[^/]+\/(.+)_pb\.(?:d\.ts|js)$/.exec(path)?.[1];
  return proto && `// @generated from ${proto}.proto of ${origin()}`;
}

/** Puts {@link generatedHeader} into the declarations below `dist`; modules have it from the bundler, for their maps. */
export function markDeclarations(dist: string): void {
  for (const name of readdirSync(join(dist, 'gen'), { recursive: true, encoding: 'utf8' })) {
    const path = `gen/${name.replaceAll('\\', '/')}`;
    if (!path.endsWith('.d.ts')) continue;
    const file = join(dist, path);
    writeFileSync(file, `${generatedHeader(path) ?? ''}\n${readFileSync(file, 'utf8')}`);
  }
}

/** Writes `dist/gen/README.md`: where the generated code of the package comes from, and under what licence. */
export function writeProvenance(dist: string): void {
  const { version, files } = readLock();
  const protos = Object.entries(files).map(([path, sha256]) => `${sha256}  ${path}`);
  const licence = readFileSync(
    join(
      dirname(require.resolve(`${upstreamPackage}/package.json`)),
      'sdk-core/crates/protos/protos/api_upstream/LICENSE',
    ),
    'utf8',
  );
  writeFileSync(
    join(dist, 'gen/README.md'),
    `# Generated code

Made by \`npm run build:lib\`; nothing in this folder is written by hand. The same holds for the stubs in \`../core.js\`.

| what | package | version |
| --- | --- | --- |
| the .proto files of the Temporal API | \`${upstreamPackage}\` | ${version} |
| compiler | \`@bufbuild/buf\` | ${versionOf('@bufbuild/buf')} |
| generator | \`@bufbuild/protoc-gen-es\` | ${versionOf('@bufbuild/protoc-gen-es')} |
| needed at run time (a peer) | \`@bufbuild/protobuf\` | ${peerRange('@bufbuild/protobuf')} |

Two steps of this project change how the stubs are packed, not what they say: messages and methods are divided into one
folder for each part of the client, and embedded descriptors are escaped text instead of base64, which gzip compresses
better. Fields that only a worker can use, options for servers and other languages, and extensions are left out.

SHA-256 of the .proto files (\`${lockPath.slice(repoRoot.length)}\` in the repository):

\`\`\`text
${protos.join('\n')}
\`\`\`

They are published under this licence:

\`\`\`text
${licence.trim()}
\`\`\`
`,
  );
}

function peerRange(name: string): string {
  const { peerDependencies } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as {
    peerDependencies: Record<string, string>;
  };
  return peerDependencies[name]!;
}
