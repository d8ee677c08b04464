import { Asterisk, ChevronDown, ChevronRight, type IconNode } from 'lucide';
import type { GroupKind } from '../../../../live/event-groups.js';
import { kindIcons } from '../../../history/kind-icons.js';

const others: Readonly<Record<string, IconNode>> = { open: ChevronDown, closed: ChevronRight };

/** By the names that a scene knows. */
export function sceneIcon(name: string): IconNode {
  return Object.hasOwn(kindIcons, name) ? kindIcons[name as GroupKind] : (others[name] ?? Asterisk);
}
