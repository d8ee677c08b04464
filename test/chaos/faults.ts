/**
 * What the {@link FaultyProxy} can do to a request. Each is something that networks, proxies and load balancers do:
 * - `delay`: forwarded after a while.
 * - `reset-before`: the connection is reset, nothing was forwarded.
 * - `reset-after`: forwarded and executed; the connection is reset in place of the answer.
 * - `cut`: forwarded; the answer ends in the middle of a frame, as if that were its end.
 * - `cut-reset`: forwarded; the connection is reset in the middle of the answer.
 * - `black-hole-before`, `black-hole-after`: never an answer, without or after having forwarded the request.
 * - `502-after`: forwarded and executed, then HTTP 502, readable for the page.
 * - `503-before`: HTTP 503 from something in front that knows no CORS: for a page, "Failed to fetch".
 * - `html`: HTTP 200 with an HTML page, as of a captive portal; not forwarded.
 * - `empty`: HTTP 200 of gRPC-Web without a body; not forwarded.
 */
export const faults = [
  'delay',
  'reset-before',
  'reset-after',
  'cut',
  'cut-reset',
  'black-hole-before',
  'black-hole-after',
  '502-after',
  '503-before',
  'html',
  'empty',
] as const;
export type Fault = (typeof faults)[number];

/** Which faults, and how often. */
export interface FaultPlan {
  /** Share of requests that meet a fault, 0 to 1. */
  readonly rate: number;
  /** How often each fault is chosen, in relation to the others. */
  readonly weights: Partial<Record<Fault, number>>;
}

export const noFaults: FaultPlan = { rate: 0, weights: {} };

/** Every fault. A black hole costs a whole attempt, so there are fewer of them. */
export function everyFault(rate: number): FaultPlan {
  const weights = Object.fromEntries(faults.map((fault) => [fault, fault.startsWith('black-hole') ? 1 : 4]));
  return { rate, weights };
}

/** The fault that a request meets. Takes two numbers of `random`, whatever comes out. */
export function chooseFault({ rate, weights }: FaultPlan, random: () => number): Fault | undefined {
  const isHit = random() < rate;
  const entries = Object.entries(weights) as [Fault, number][];
  let at = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  if (!isHit) return undefined;
  for (const [fault, weight] of entries) {
    at -= weight;
    if (at < 0) return fault;
  }
  return undefined;
}
