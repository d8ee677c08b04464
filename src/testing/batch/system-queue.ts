/** The Task Queue on which the server does work of its own, as Workflows. */
export const systemQueue = 'temporal-sys-per-ns-tq';
/** Who works on it. */
export const systemIdentity = 'temporal-system';
