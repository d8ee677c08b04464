import { absoluteTime, offsetText, type TimeFormat } from '../../../format/time.js';
import type { AxisView } from '../../../history/timeline/scene/view.js';
import { sinceStartText, ZoneClock } from '../../../history/timeline/tick-text.js';
import { alignFrom, alignInZone } from '../../../history/timeline/ticks.js';
import { timelineTexts as texts } from '../../../texts/timeline.js';

/** What an axis counts: the time since the start, or the clock of the chosen zone. */
export function axisView(startMs: number, fromMs: number, clock: boolean, { timeZone, hour12 }: TimeFormat): AxisView {
  if (!clock) {
    return {
      align: alignFrom(startMs),
      text: (ms, step) => sinceStartText(ms - startMs, step),
      title: texts.since(absoluteTime(new Date(startMs), { timeZone, hour12 })),
    };
  }
  const zone = new ZoneClock(timeZone, hour12);
  return {
    align: alignInZone(zone.offsetMs),
    text: (ms, step) => zone.text(ms, step),
    title: texts.zone(zone.date(fromMs), offsetText(timeZone, new Date(fromMs))),
  };
}
