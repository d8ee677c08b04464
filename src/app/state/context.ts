import { createContext } from 'svelte';
import type { Session } from './session.svelte.js';

/** The Session of the page; set once by App.svelte. */
export const [getSession, setSession] = createContext<Session>();
