import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { envoyConfig } from '../../../src/deploy/envoy/envoy-config.js';
import { repoRoot } from '../../../src/dev/paths.js';
import { fleetFiles } from '../../../src/dev/fleet/fleet-files.js';
import { exampleConfigs } from '../../../src/dev/proxy/envoy-examples.js';
import { roleDocument } from '../../../src/dev/proxy/role-table.js';

describe('the configurations of Envoy in this repository', () => {
  it.each(Object.entries(exampleConfigs))('%s is what the generator makes (npm run envoy:write)', (path, options) => {
    expect(readFileSync(join(repoRoot, path), 'utf8')).toBe(envoyConfig(options));
  });

  it.each(Object.entries(fleetFiles()))('%s is what options.json makes (npm run envoy:write)', (path, text) => {
    expect(readFileSync(join(repoRoot, path), 'utf8')).toBe(text);
  });

  it('are all made by it', () => {
    const found = readdirSync(join(repoRoot, 'deploy/envoy')).map((name) => `deploy/envoy/${name}`);
    expect(['envoy.yaml', ...found].sort()).toEqual(Object.keys(exampleConfigs).sort());
  });
});

describe('docs/roles.md', () => {
  it('is what the table of roles says (npm run envoy:write)', () => {
    expect(readFileSync(join(repoRoot, 'docs/roles.md'), 'utf8')).toBe(roleDocument());
  });
});
