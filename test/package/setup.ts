/** Builds and packs the library once for all tests of the package, and installs it in a folder as anybody would. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installConsumer, packLibrary, temporaryFolder } from '../fixtures/packed-package.js';

export default async function setup(project: TestProject): Promise<() => void> {
  const temporary = temporaryFolder();
  const tarball = await packLibrary(temporary.path);
  const consumer = join(temporary.path, 'consumer');
  mkdirSync(consumer);
  await installConsumer(consumer, tarball);
  project.provide('packed', { tarball, consumer });
  return temporary.remove;
}
