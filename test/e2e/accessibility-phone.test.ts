import { describe, expect, it } from 'vitest';
import { describeStates, overflow, useShownRuns } from './accessibility.js';
import { screens } from './console-page.js';
import { states } from './console-states.js';

const [, phone] = screens;
const shown = useShownRuns();

describeStates(phone, shown);

describe('reflow', () => {
  it.each(states.filter(({ act }) => !act))(
    '$name fits into 320 px without scrolling sideways',
    async ({ hash, ready }) => {
      const { console, runs } = shown();
      const app = await console.open({ ...phone, width: 320 as never }, hash(runs));
      await ready(app.page);
      expect(await overflow(app.page)).toBe(0);
      await app.close();
    },
  );
});
