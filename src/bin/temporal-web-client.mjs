#!/usr/bin/env node
/**
 * `npx temporal-web-client import-map [FOLDER]`: prints the import map for a page in FOLDER (default: here) that loads this
 * package from its `node_modules`, without a bundler. Addresses are relative to the page.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const usage = `Usage: npx temporal-web-client import-map [FOLDER] > import-map.json
       npx temporal-web-client envoy --help`;

/** What modules import: `import … from`, `export … from`, `import '…'` and `import('…')`; not what comments show. */
function importsOf(file) {
  const code = readFileSync(file, 'utf8').replaceAll(/^\s*(?:\*|\/\/|\/\*).*$/gm, '');
  const statements = /^\s*(?:import|export)\b[^;'"]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']/gm;
  const calls = /\bimport\(\s*["']([^"']+)["']\s*\)/g;
  return [...code.matchAll(statements), ...code.matchAll(calls)].map(([, name, other]) => name ?? other);
}

/** The folder of a package as `file` sees it; undefined when it is not installed. */
function packageFolder(name, file) {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** The file that a browser gets for `conditions` of `exports`. */
function chosen(conditions) {
  if (typeof conditions === 'string') return conditions;
  if (conditions === null || typeof conditions !== 'object') return undefined;
  const key = Object.keys(conditions).find((name) => ['browser', 'import', 'module', 'default'].includes(name));
  return key && chosen(conditions[key]);
}

/** The file behind `name`, imported by `file`. @throws Error that says what to install */
function resolvePackage(specifier, file) {
  const [, name, path] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier);
  const folder = packageFolder(name, file);
  if (folder === undefined) throw new Error(`${name} is not installed, and needed: npm install ${name}`);
  const { exports = {} } = manifestOf(folder);
  const entry = exports[`.${path}`] ?? (path === '' ? exports : undefined);
  const target = chosen(entry);
  if (target === undefined) throw new Error(`${name} in ${folder} has no module ${specifier} for browsers.`);
  return join(folder, target);
}

/**
 * Follows all imports of all entries of the package.
 *
 * @returns an import map; entries are left out that need a compiler, or an optional package which is not installed or has no
 *   modules that a browser can load as they are
 */
function importMap(page) {
  const own = packageFolder('temporal-web-client', join(page, 'index.html'));
  if (own === undefined) throw new Error(`temporal-web-client is not installed for ${page}.`);
  const { exports, peerDependenciesMeta = {} } = manifestOf(own);
  const isOptional = (specifier) =>
    Object.keys(peerDependenciesMeta).some((name) => specifier === name || specifier.startsWith(`${name}/`));
  const address = (file) => {
    const path = relative(page, file).split(sep).join('/');
    return path.startsWith('../') ? path : `./${path}`;
  };
  const imports = {};

  /** @returns whether all that the module needs is there */
  const follow = (file, seen, inOptional = false) => {
    if (seen.has(file)) return true;
    // Modules that are written for bundlers alone import each other without the end of the file's name.
    if (inOptional && !existsSync(file)) return false;
    seen.add(file);
    return importsOf(file).every((specifier) => {
      if (specifier.startsWith('.')) return follow(join(dirname(file), specifier), seen, inOptional);
      const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier);
      if (isOptional(specifier) && packageFolder(name, file) === undefined) return false;
      const target = resolvePackage(specifier, file);
      const before = imports[specifier];
      if (before !== undefined && before !== address(target)) {
        throw new Error(`${specifier} is installed twice: ${before} and ${address(target)}. See: npm dedupe`);
      }
      if (!follow(target, seen, inOptional || isOptional(specifier))) return false;
      imports[specifier] = address(target);
      return true;
    });
  };

  // Runes run only after the compiler of Svelte.
  const isModule = (path) => path !== './package.json' && exports[path].svelte === undefined;
  for (const path of Object.keys(exports).filter(isModule)) {
    const file = join(own, chosen(exports[path]));
    if (follow(file, new Set())) imports[`temporal-web-client${path.slice(1)}`] = address(file);
  }
  return { imports: Object.fromEntries(Object.entries(imports).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The part that makes and checks configurations of Envoy, which lies beside the library. */
async function envoy(args) {
  const { runEnvoyCommand } = await import(new URL('../src/deploy/command/envoy-command.js', import.meta.url).href);
  return runEnvoyCommand(args, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}

const [command, ...args] = process.argv.slice(2);
if (command === 'envoy') {
  process.exitCode = await envoy(args);
} else if (command !== 'import-map' || args.length > 1) {
  console.error(usage);
  process.exitCode = 2;
} else {
  try {
    console.log(JSON.stringify(importMap(realpathSync(resolve(args[0] ?? '.'))), undefined, 2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
