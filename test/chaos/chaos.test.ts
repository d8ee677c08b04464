/** The chaos suite in its bounded form; `npm run chaos` has the same scenarios with larger numbers. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ChaosBrowser } from './browser.js';
import { ChaosStack } from './chaos-stack.js';
import { boundedSize, violations, type World } from './scenario.js';
import { scenarios } from './scenarios/index.js';

// Not always the same: what a run finds is found again with its seed, `npm run chaos -- --seed N`.
const seed = Math.floor(Math.random() * 1e9);
let world: World;

beforeAll(async () => {
  // A stack of its own: the other suites need theirs whole.
  const chaos = await ChaosStack.start(() => undefined);
  const browser = await ChaosBrowser.start(inject('stack').chromium, chaos.stack.certificateSpki);
  world = { chaos, browser, size: boundedSize, seed };
});
afterAll(async () => {
  await world.browser.stop();
  await world.chaos.stop();
});

describe.concurrent('side by side', () => {
  it.each(scenarios.filter(({ alone }) => !alone))(`nothing is lost, nothing doubled: $fault`, async ({ run }) => {
    const outcome = await run(world);
    expect(violations(outcome), `seed ${seed}`).toEqual([]);
    expect(outcome.times).toBeGreaterThan(0);
    expect(outcome.right).toBe(outcome.waits);
  });
});

describe('one by one', () => {
  it.each(scenarios.filter(({ alone }) => alone))(`nothing is lost, nothing doubled: $fault`, async ({ run }) => {
    const outcome = await run(world);
    expect(violations(outcome), `seed ${seed}`).toEqual([]);
    expect(outcome.right).toBe(outcome.waits);
  });
});
