import type { Bar } from '../../../history/timeline/bar.js';
import type { RunTrack } from '../../../history/timeline/layout.js';
import type { Measure } from '../../../history/timeline/scene/primitives.js';
import type { AxisView, BarRef, SceneTexts, SceneView } from '../../../history/timeline/scene/view.js';
import type { PayloadReader } from '../../../state/payload-reader.svelte.js';
import { preferences } from '../../../state/preferences.svelte.js';
import { axisView } from './axis-view.js';
import { measureWith, type Palette } from './palette.js';
import { sceneTexts } from './scene-texts.js';
import type { TimelineView } from './timeline-view.svelte.js';

interface Look {
  /** None until the page has styles. */
  palette: Palette | undefined;
  /** The axis counts clock times. */
  clock: boolean;
  isMatch: ((bar: Bar, track: RunTrack) => boolean) | undefined;
}

/** How a timeline looks: all that its picture needs besides what it shows; the same on screen and in a file. */
export class SceneLook {
  readonly #view: TimelineView;
  readonly #look: () => Look;
  readonly #payloads: () => PayloadReader;
  readonly #texts: SceneTexts = $derived.by(() => sceneTexts(this.#view, this.payloads));

  readonly #measure: Measure | undefined = $derived.by(() => {
    const { palette } = this.#look();
    return palette && measureWith(palette);
  });
  readonly #axis = $derived.by(() => this.axisFrom(this.#view.projection.fromMs));

  constructor(view: TimelineView, payloads: () => PayloadReader, look: () => Look) {
    this.#view = view;
    this.#payloads = payloads;
    this.#look = look;
  }

  get payloads(): PayloadReader {
    return this.#payloads();
  }

  get palette(): Palette | undefined {
    return this.#look().palette;
  }

  axisFrom(fromMs: number): AxisView {
    return axisView(this.#view.scale.startMs, fromMs, this.#look().clock, preferences);
  }

  /** What is seen now; nothing before there is room for it. */
  scene(selected?: BarRef): SceneView | undefined {
    const measure = this.#measure;
    const { layout, projection, breaks, width, height, scrollTop, nowMs, live } = this.#view;
    if (!measure || width === 0) return undefined;
    const { isMatch } = this.#look();
    return {
      ...{ layout, projection, breaks, width, height, scrollTop, nowMs, live },
      ...{ selected, hovered: undefined, focused: undefined, focusedHead: undefined },
      ...{ isMatch, axis: this.#axis, texts: this.#texts, measure },
    };
  }
}
