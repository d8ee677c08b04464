import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApproval } from '../fixtures/approval.js';
import { screens, workflowsHash } from './console-page.js';
import { account, openSignedIn, type SignInStack, startSignInStack } from './sign-in-stack.js';

let stack: SignInStack;
beforeAll(async () => {
  stack = await startSignInStack();
});
afterAll(() => stack.stop());

describe.each(screens)('what the proxy refuses, $name', (screen) => {
  it('is told: a token for another audience', async () => {
    const app = await openSignedIn(stack, screen, { by: 'Elsewhere' });
    await app.page.getByText('This sign-in is not accepted here').first().waitFor();
    await app.page
      .getByText(/made out to “another-service”/)
      .first()
      .waitFor();
    await app.shot('sign-in-wrong-audience');
    await app.close();
  });

  it('is told: a provider that the proxy does not know', async () => {
    const app = await stack.console.open(screen, workflowsHash());
    const { page } = app;
    await page.getByRole('button', { name: 'Sign in with Partner' }).click();
    await page.getByRole('button', { name: stack.stranger.users.admin.name }).click();
    await account(page, stack.stranger, 'admin').waitFor();
    await page.getByText('This sign-in is not accepted here').first().waitFor();
    await app.close();
  });

  it('is told: another Namespace, with the account that may not', async () => {
    const app = await openSignedIn(stack, screen, { user: 'second-viewer', hash: `${workflowsHash()}?query=` });
    await app.page
      .getByText(/The account Viktor Viewer \(viewer\) may not list workflow executions in Namespace default/)
      .first()
      .waitFor();
    await app.page.getByText('This account may enter second.').first().waitFor();
    await app.shot('sign-in-other-namespace');
    await app.close();
  });
});

describe.each(screens)('what a role may not do, $name', (screen) => {
  it('is disabled with the reason, for a viewer', async () => {
    const { ids } = await startApproval();
    const app = await openSignedIn(stack, screen, { user: 'viewer' });
    const { page } = app;
    const start = page.getByRole('link', { name: 'Start workflow' });
    await start.waitFor();
    expect(await start.getAttribute('aria-disabled')).toBe('true');
    expect(await start.getAttribute('title')).toBe('This account is a viewer, and may not start Workflows.');

    await page.evaluate((hash) => (location.hash = hash), workflowsHash(ids.workflowId, ids.runId));
    await page.getByText('Running', { exact: true }).first().waitFor();
    const signal = page.getByRole('button', { name: 'Signal', exact: true }).first();
    expect(await signal.isDisabled()).toBe(true);
    expect(await signal.getAttribute('title')).toBe('This account is a viewer, and may not send signals.');
    await app.shot('sign-in-viewer');

    await page.evaluate((hash) => (location.hash = hash), workflowsHash('start'));
    await page.getByText('This account is a viewer, and may not start Workflows.').first().waitFor();
    await app.close();
  });

  it('is everything that changes something, for an account without a role', async () => {
    const app = await openSignedIn(stack, screen, { user: 'newcomer', hash: workflowsHash('start') });
    await app.page.getByText('This account has no role here, and may not start Workflows.').first().waitFor();
    await app.close();
  });

  it('leaves an operator everything but what all share', async () => {
    const { ids } = await startApproval();
    const app = await openSignedIn(stack, screen, { hash: workflowsHash(ids.workflowId, ids.runId) });
    const { page } = app;
    const signal = page.getByRole('button', { name: 'Signal', exact: true }).first();
    await signal.waitFor();
    expect(await signal.isDisabled()).toBe(false);
    await page
      .getByRole('button', { name: /^(More actions|Actions)/ })
      .first()
      .click();
    const remove = page.getByRole('menuitem', { name: /^Delete/ });
    await page.getByText('This account is an operator, and may not delete.').waitFor();
    expect(await remove.isDisabled()).toBe(true);
    await app.close();
  });
});
