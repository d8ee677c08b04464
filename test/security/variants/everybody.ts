import type { Allowed } from '../attack.js';

/** Everybody who is somebody, in the Namespaces they are for. */
export const everybody: readonly Allowed[] = [
  { user: 'viewer', role: 'viewer', namespace: 'default' },
  { user: 'operator', role: 'operator', namespace: 'default' },
  { user: 'second-viewer', role: 'viewer', namespace: 'second' },
  { user: 'second-operator', role: 'operator', namespace: 'second' },
  { user: 'admin', role: 'admin', namespace: 'second' },
];
