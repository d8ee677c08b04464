import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import type { Attack } from '../attack.js';
import { ending } from '../caller.js';

const count = 5_000;
/** The limit of one person, as it is by default. */
const [perSecond, atOnce] = [50, 200];
const refusal = 'RESOURCE_EXHAUSTED: A limit was reached. Too many requests for the proxy. Wait a second.';
const passes = 'above the limit RESOURCE_EXHAUSTED, in words; others do not notice; who waits gets through';

/** 5,000 requests of one person, while another one works, and then one more of the first that has patience. */
export function burstAttack<T>(proxyOf: (variant: T) => EnvoyProxy): Attack<T> {
  return {
    name: `${count.toLocaleString('en')} requests, 200 at a time`,
    by: 'page',
    expected: { passes },
    run: async (variant, { page, browser, identity }) => {
      const address = proxyOf(variant).tlsUrl;
      const token = identity.issueToken('second-viewer');
      const flood = page.evaluate(([spec, total]) => globalThis.security.burst(spec, total, 200), [
        { address, token },
        count,
      ] as const);
      const neighbour = await browser.open();
      const other = await neighbour.evaluate((spec) => globalThis.security.burst(spec, 50, 1), {
        address,
        token: identity.issueToken('viewer'),
      });
      const { ends, ms } = await flood;
      const patient = await page.evaluate((spec) => globalThis.security.callPatiently(spec), { address, token });
      const { OK: ok = 0, [refusal]: refused = 0, ...rest } = ends;
      const most = atOnce + perSecond * Math.ceil(ms / 1000 + 1);
      const problems = [
        ...Object.entries(rest).map(([end, times]) => `${times} × ${end}`),
        ...(ok + refused === count ? [] : [`${ok} and ${refused} are not ${count}`]),
        ...(ok >= atOnce && ok <= most ? [] : [`${ok} got through, ${atOnce} to ${most} should`]),
        ...(other.ends['OK'] === 50 ? [] : [`another person got ${JSON.stringify(other.ends)}`]),
        ...(patient.answer.ok ? [] : [`a patient client got ${ending(patient.answer)}`]),
      ];
      const figures = `${ok} got through, ${refused} were refused, in ${(ms / 1000).toFixed(1)} s`;
      return { ok: true, text: problems.join('; ') || passes, figures };
    },
  };
}
