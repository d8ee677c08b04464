/** Small readers of wire messages, which the public shapes of the client do not cover. */

/** The part of a Payload that is read. */
export interface WirePayload {
  metadata: Record<string, Uint8Array>;
  data: Uint8Array;
  /** Sizes of what is stored outside of Temporal. */
  externalPayloads?: { sizeBytes: bigint }[];
}

export interface WireTimestamp {
  seconds: bigint;
  nanos: number;
}

/** The server's zero time means "not set", whether it is that of Go, in the year 1, or that of Unix. */
export function dateFrom(timestamp: WireTimestamp | undefined): Date | undefined {
  if (!timestamp || (timestamp.seconds <= 0n && timestamp.nanos === 0)) return undefined;
  return new Date(Number(timestamp.seconds) * 1000 + timestamp.nanos / 1e6);
}

export function msFrom(duration: WireTimestamp | undefined): number | undefined {
  return duration && Number(duration.seconds) * 1000 + duration.nanos / 1e6;
}
