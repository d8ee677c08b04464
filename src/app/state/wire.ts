/** Small readers of wire messages, which the public shapes of the client do not cover. */

export interface WireTimestamp {
  seconds: bigint;
  nanos: number;
}

/** The server's zero time means "not set". */
export function dateFrom(timestamp: WireTimestamp | undefined): Date | undefined {
  if (!timestamp || (timestamp.seconds === 0n && timestamp.nanos === 0)) return undefined;
  return new Date(Number(timestamp.seconds) * 1000 + timestamp.nanos / 1e6);
}

export function msFrom(duration: WireTimestamp | undefined): number | undefined {
  return duration && Number(duration.seconds) * 1000 + duration.nanos / 1e6;
}
