import { FileClock, type IconNode, Layers, ListTree, Settings } from 'lucide';
import { href, type RouteName } from '../state/routes.js';

export interface Section {
  label: string;
  icon: IconNode;
  href: string;
  /** The routes for which it is marked as the current one. */
  routes: readonly RouteName[];
  /** `g` and a letter of its own. */
  keys?: string;
  /** On a phone it stands behind More: only the first few fit there. */
  behindMore?: boolean;
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
      keys: 'g w',
      routes: ['workflows', 'workflow', 'start'],
    },
    { label: 'Batch', icon: Layers, href: href('batch', { namespace }), keys: 'g b', routes: ['batch'] },
    { label: 'History files', icon: FileClock, href: href('import'), keys: 'g h', routes: ['import'] },
    { label: 'Settings', icon: Settings, href: href('settings'), keys: 'g s', routes: ['settings'], atEnd: true },
  ];
}
