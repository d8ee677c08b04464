import { badEnd } from '../../../history/timeline/lanes.js';
import type { BarRef } from '../../../history/timeline/scene/view.js';
import { type Command, commands } from '../../../state/commands.svelte.js';
import { commandTexts as texts } from '../../../texts/timeline.js';
import type { BarSearch } from './bar-search.svelte.js';
import { type PictureKind, pictureKinds } from './export/picture-export.js';
import type { TimelineActions } from './timeline-actions.js';
import type { TimelineView } from './timeline-view.svelte.js';

interface CommandTarget {
  view: TimelineView;
  actions: TimelineActions;
  search: BarSearch;
  chosen: () => BarRef | undefined;
  save: (kind: PictureKind) => void;
  setLayout: (layout: string) => void;
  toggleClock: () => void;
  focusSearch: () => void;
}

/** What the palette and the help of keys show; the keys that are no commands are those of the bars and of the table. */
export function offerTimelineCommands(target: CommandTarget): () => void {
  const { view, actions, search, chosen, save, setLayout, toggleClock, focusSearch } = target;
  const command = (id: keyof typeof texts.labels, keys: string | undefined, run?: () => void): Command => ({
    ...{ id: `timeline.${id}`, label: texts.labels[id], group: texts.group },
    ...(keys ? { keys } : {}),
    ...(run ? { run } : { helpOnly: true }),
  });
  const failures = () => view.bars.filter(({ status, kind }) => kind !== 'workflow' && badEnd(status));

  return commands.offer(() => [
    command('search', '/', focusSearch),
    ...(search.active
      ? [
          command('nextMatch', 'n', () => actions.step(search.found, chosen(), 1)),
          command('previousMatch', 'shift+n', () => actions.step(search.found, chosen(), -1)),
        ]
      : []),
    ...(failures().length > 0
      ? [
          command('nextFailure', 'e', () => actions.step(failures(), chosen(), 1)),
          command('previousFailure', 'shift+e', () => actions.step(failures(), chosen(), -1)),
        ]
      : []),
    ...(chosen() ? [command('close', 'escape', () => actions.select(undefined))] : []),
    command('zoomIn', '+', () => actions.zoomBy(1)),
    ...(view.isWhole
      ? []
      : [command('zoomOut', '-', () => actions.zoomBy(-1)), command('fit', '0', () => actions.fit())]),
    ...(view.canShorten ? [command('idle', 'i', () => (view.shortensIdle = !view.shortensIdle))] : []),
    command('rows', 'v r', () => setLayout('rows')),
    command('lanes', 'v l', () => setLayout('lanes')),
    command('table', 'v t', () => setLayout('table')),
    command('clock', 'v c', toggleClock),
    ...pictureKinds.map((kind) => command(kind, undefined, () => save(kind))),
    ...(view.isTable
      ? [command('tableMove', 'arrowup arrowdown'), command('tableOpen', 'enter')]
      : [
          command('move', 'arrowup arrowdown'),
          command('along', 'arrowleft arrowright'),
          command('open', 'enter'),
          command('unfold', 'space'),
          command('zoomTo', 'z'),
          command('pan', 'shift+arrowright'),
        ]),
  ]);
}
