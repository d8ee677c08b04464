import {
  Bookmark,
  CircleSmall,
  Cog,
  GitFork,
  type IconNode,
  ListChecks,
  MonitorCog,
  Radio,
  Send,
  SquarePen,
  Timer,
  Waypoints,
  Workflow,
} from 'lucide';
import type { GroupKind } from '../../live/event-group.js';

/** The sign of each kind of group, in lists and in the timeline. */
export const kindIcons: Record<GroupKind, IconNode> = {
  workflow: Workflow,
  'workflow-task': ListChecks,
  activity: Cog,
  'local-activity': MonitorCog,
  timer: Timer,
  child: GitFork,
  signal: Radio,
  update: SquarePen,
  nexus: Waypoints,
  marker: Bookmark,
  external: Send,
  other: CircleSmall,
};
