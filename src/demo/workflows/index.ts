/** The sample Workflows on the in-memory server, by the names that they have on a real one. */
export { chain, counter, countdown, echo, fail, failTimes, greet, relay, waitForRelease } from './basic.js';
export { order } from './order.js';
export { approval, delegate, fanOut, stubborn } from './with-others.js';
