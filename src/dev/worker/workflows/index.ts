/**
 * The sample Workflows. A page takes their types only:
 * `import type * as samples from '…/src/dev/worker/workflows/index.js'`.
 */
export { approval, approvalPending, pendingApproval, type PendingApproval } from './approval.js';
export { bookRoom } from './book-room.js';
export { chain } from './chain.js';
export { add, addSlowly, counter, finish, overdraw, total } from './counter.js';
export { countdown, countdownProgress, type CountdownProgress } from './countdown.js';
export { delegate } from './delegate.js';
export { echo } from './echo.js';
export { failTimes } from './fail-times.js';
export { fail } from './fail.js';
export { fanOut, type FanOutInput, type FanOutResult } from './fan-out.js';
export { greet } from './greet.js';
export { addItem, approve, changeAddress, order, orderProgress, orderStatus } from './order.js';
export { pass, relay } from './relay.js';
export { stubborn, type StubbornInput } from './stubborn.js';
export { isReleased, release, waitForRelease } from './wait-for-release.js';
export type { OrderInput, OrderItem, OrderProgress, OrderResult, OrderStatus } from '../order-types.js';
