import type { IdentityUser } from './identity-users.js';

/** The page on which a test says who it is: one button for each user, without a password. */
export function loginPage(users: Readonly<Record<string, IdentityUser>>, action: string): string {
  const buttons = Object.entries(users).map(
    ([id, { name }]) => `<p><button name="user" value="${escapeHtml(id)}">${escapeHtml(name)}</button></p>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title>
<h1>Who are you?</h1>
<form method="post" action="${escapeHtml(action)}">
${buttons.join('\n')}
<p><button name="user" value="">Refuse</button></p>
</form></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
