import { type IconNode, ListTree, Settings } from 'lucide';
import { href, type RouteName } from '../state/routes.js';

export interface Section {
  label: string;
  icon: IconNode;
  href: string;
  /** The routes for which it is marked as the current one. */
  routes: readonly RouteName[];
  /** Stands apart, at the end of the rail. */
  atEnd?: boolean;
}

/** Everything the rail and the bottom bar show, in their order. A new area of the console adds its line here. */
export function sections(namespace: string): readonly Section[] {
  return [
    {
      label: 'Workflows',
      icon: ListTree,
      href: href('workflows', { namespace }),
      routes: ['workflows', 'workflow', 'start'],
    },
    { label: 'Settings', icon: Settings, href: href('settings'), routes: ['settings'], atEnd: true },
  ];
}
