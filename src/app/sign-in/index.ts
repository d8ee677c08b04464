/** Everything that signing in needs, as one file of the build: it loads where config.json names a provider, and nowhere else. */
import AccountFacts from './AccountFacts.svelte';
import AccountMenu from './AccountMenu.svelte';
import { SignIn } from './sign-in.svelte.js';
import SignInBar from './SignInBar.svelte';
import SignInPanel from './SignInPanel.svelte';

const views = { AccountFacts, AccountMenu, SignInBar, SignInPanel };

/** What of it is on the screen. The frame takes it from the {@link SignIn}, so that it need not load it by itself. */
export type SignInViews = typeof views;

export { SignIn, views };
