import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, overflow } from './accessibility.js';
import { screens, workflowsHash } from './console-page.js';
import { type SignInStack, startSignInStack } from './sign-in-stack.js';
import { restore, signInStates } from './sign-in-states.js';

let stack: SignInStack;
beforeAll(async () => {
  stack = await startSignInStack();
});
afterEach(() => restore(stack));
afterAll(() => stack.stop());

describe.each(screens)('WCAG 2.2 AA of signing in, $name', (screen) => {
  it.each(signInStates)('$name has no violation, dark or light', async ({ name, hash = workflowsHash(), act }) => {
    const app = await stack.console.open(screen, hash);
    const { page } = app;
    await act(page, stack);
    await expectAccessible(app, screen, name);
    await page.setViewportSize({ width: 320, height: screen.height });
    expect(await overflow(page)).toBe(0);
    await app.close();
  });
});
