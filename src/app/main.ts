import './app.css';
import './controls.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { Profiles } from './state/profiles.svelte.js';
import { loadConfig } from './state/config.js';
import { preferences } from './state/preferences.svelte.js';
import { Session } from './state/session.svelte.js';
import { toasts } from './state/toasts.svelte.js';
import { texts } from './texts/frame.js';
import type { SignIn } from './sign-in/sign-in.svelte.js';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const config = await loadConfig();
preferences.suggest(config);
// Not awaited: what loads later imports this file, which would wait for itself.
void show(target);

async function show(place: HTMLElement): Promise<void> {
  const signIn = config.signIn === undefined ? undefined : await loadSignIn();
  const session = new Session(new Profiles(config), signIn);
  signIn?.begin(session);
  mount(App, { target: place, props: { session } });
}

/** Without it the console still takes API keys. */
async function loadSignIn(): Promise<SignIn | undefined> {
  try {
    const { SignIn, views } = await import('./sign-in/index.js');
    return new SignIn(config, views);
  } catch (error) {
    toasts.failed(texts.screenFailed, { error });
    return undefined;
  }
}
