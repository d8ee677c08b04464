import type { EventGroup, GroupKind } from './event-group.js';
import { eventName } from './event-names.js';

/** What a kind of group is called. */
export const kindTexts: Record<GroupKind, string> = {
  workflow: 'Workflow',
  'workflow-task': 'Workflow Task',
  activity: 'Activity',
  'local-activity': 'Local Activity',
  timer: 'Timer',
  child: 'Child Workflow',
  signal: 'Signal',
  update: 'Update',
  nexus: 'Nexus Operation',
  marker: 'Marker',
  external: 'External Workflow',
  other: 'Other',
};

/** What a group is: one that is no thing of its own is told by the name of its event. */
export function kindText({ kind, first }: Pick<EventGroup, 'kind' | 'first'>): string {
  return kind === 'other' && first ? eventName(first) : kindTexts[kind];
}
