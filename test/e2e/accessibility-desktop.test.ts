import { describe, expect, it } from 'vitest';
import { describeStates, useShownRuns } from './accessibility.js';
import { screens, workflowsHash } from './console-page.js';

const [desktop] = screens;
const shown = useShownRuns();

describeStates(desktop, shown);

describe('motion', () => {
  it('stands still for who wants it so', async () => {
    const app = await shown().console.open(desktop, workflowsHash());
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    const longest = await page.evaluate(() =>
      Math.max(0, ...document.getAnimations().map((one) => Number(one.effect?.getComputedTiming().activeDuration))),
    );
    expect(longest).toBeLessThan(1);
    await app.close();
  });
});
