import type { Scenario } from '../scenario.js';
import { calls } from './calls.js';
import { kills } from './kills.js';
import { network } from './network.js';
import { pageEvents } from './page-events.js';

/** All scenarios, in the order of the table. */
export const scenarios: readonly Scenario[] = [...kills, ...network, ...pageEvents, ...calls];
