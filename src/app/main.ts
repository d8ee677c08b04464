import './app.css';
import './controls.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { Profiles } from './state/profiles.svelte.js';
import { loadConfig } from './state/profile.js';
import { Session } from './state/session.svelte.js';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const session = new Session(new Profiles(await loadConfig()));
mount(App, { target, props: { session } });
