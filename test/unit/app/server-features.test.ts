import { describe, expect, it } from 'vitest';
import { missingFeature } from '../../../src/app/state/server-features.js';
import type { NamespaceCapabilities } from '../../../src/client/index.js';

const all = { syncUpdate: true, workflowPause: true } as NamespaceCapabilities;

describe('missingFeature', () => {
  it('goes by the version', () => {
    const reason = 'It takes Temporal server 1.27.0 or newer; this is 1.26.3.';
    expect(missingFeature('activityCommands', { version: '1.26.3', capabilities: all })).toBe(reason);
    for (const version of ['1.27.0', '1.27.1', '1.31.0-150.0', 'v2.0.0']) {
      expect(missingFeature('activityCommands', { version, capabilities: all }), version).toBeUndefined();
    }
    expect(missingFeature('resetExclude', { version: '1.9.0', capabilities: all })).toContain('1.24.0');
  });

  it('goes by what the server says of itself, where it says so', () => {
    const off = { ...all, workflowPause: false };
    expect(missingFeature('pause', { version: '1.32.2', capabilities: off })).toContain('switched off');
    expect(missingFeature('pause', { version: '1.32.2', capabilities: all })).toBeUndefined();
    expect(missingFeature('update', { version: '1.32.2', capabilities: off })).toBeUndefined();
  });

  it('takes nothing away where nothing is known', () => {
    expect(missingFeature('pause', undefined)).toBeUndefined();
    expect(missingFeature('pause', { version: '', capabilities: undefined })).toBeUndefined();
    expect(missingFeature('options', { version: 'my-fork', capabilities: undefined })).toBeUndefined();
  });
});
