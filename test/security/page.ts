/** Runs in Chromium: a page that calls Temporal through the proxies of this suite. */
import { burst, call, callEach, callPatiently, workAs } from './caller.js';
import { secretPage } from './secrets/page.js';

const security = { call, callEach, workAs, burst, callPatiently, secrets: secretPage };

export type SecurityPage = typeof security;
(globalThis as { security?: SecurityPage }).security = security;
