import { Bell, BookOpen, Clock, Keyboard, Monitor, Moon, Network, Plus, Search, Sun } from 'lucide';
import type { Command } from '../state/commands.svelte.js';
import { overlays } from '../state/overlays.svelte.js';
import { preferences } from '../state/preferences.svelte.js';
import { href } from '../state/routes.js';
import type { Session } from '../state/session.svelte.js';
import { texts } from '../texts/frame.js';
import { sections } from './sections.js';

const { commands: words, groups } = texts;

/** What can be done everywhere. */
export function frameCommands(session: Session, namespace: string): readonly Command[] {
  const { theme, timeZone, timeStyle } = preferences;
  const navigation: Command[] = session.isOpen
    ? sections(namespace).map(({ label, icon, href: to, keys }) => ({
        id: `go.${label}`,
        label: words.goTo(label),
        group: groups.go,
        icon,
        href: to,
        ...(keys ? { keys } : {}),
      }))
    : [];
  if (session.isOpen && session.can('start')) {
    navigation.push({
      id: 'go.start',
      label: words.start,
      group: groups.go,
      icon: Plus,
      keys: 'g n',
      href: href('start', { namespace }),
    });
  }
  return [
    ...navigation,
    { id: 'frame.connect', label: words.connect, group: groups.go, icon: Network, href: href('connect') },
    {
      id: 'frame.palette',
      label: words.palette,
      group: groups.console,
      keys: 'mod+k',
      icon: Search,
      run: () => overlays.show('palette'),
    },
    {
      id: 'frame.help',
      label: words.help,
      group: groups.console,
      keys: '?',
      icon: Keyboard,
      run: () => overlays.show('help'),
    },
    {
      id: 'frame.notifications',
      label: words.notifications,
      group: groups.console,
      icon: Bell,
      run: () => overlays.show('notifications'),
    },
    ...(['system', 'light', 'dark'] as const)
      .filter((other) => other !== theme)
      .map((other) => ({
        id: `frame.theme.${other}`,
        label: words.theme(texts.themes[other]),
        group: groups.console,
        icon: { system: Monitor, light: Sun, dark: Moon }[other],
        run: () => (preferences.theme = other),
      })),
    {
      id: 'frame.zone',
      label: timeZone === 'UTC' ? words.localTime : words.utc,
      group: groups.console,
      icon: Clock,
      run: () => (preferences.timeZone = timeZone === 'UTC' ? 'local' : 'UTC'),
    },
    {
      id: 'frame.timeStyle',
      label: timeStyle === 'relative' ? texts.exactTimes : texts.relativeTimes,
      group: groups.console,
      icon: Clock,
      run: () => (preferences.timeStyle = timeStyle === 'relative' ? 'absolute' : 'relative'),
    },
    ...session.profiles.config.links.map(({ label, href: to }) => ({
      id: `frame.link.${to}`,
      label,
      group: groups.console,
      icon: BookOpen,
      run: () => void open(to, '_blank', 'noopener,noreferrer'),
    })),
  ];
}
