/** Where Temporal is: what `npm run example` says, or the proxy of `npm start`. */
export const address = (import.meta.env['VITE_TEMPORAL_ADDRESS'] as string | undefined) ?? 'http://127.0.0.1:8080';

/** Where the sample worker polls. */
export const taskQueue = 'samples';
