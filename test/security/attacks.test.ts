import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { describeExpected, problemsOf } from './attack.js';
import { ending } from './caller.js';
import { type Row, table } from './table.js';
import { authorizerVariant } from './variants/authorizer.js';
import { browserCertificateVariant } from './variants/browser-certificates.js';
import { mtlsVariant } from './variants/mtls.js';
import { sessionVariant } from './variants/sessions.js';
import { tlsVariant } from './variants/tls.js';
import { World } from './world.js';

let world: World;
const rows: Row[] = [];

beforeAll(async () => {
  world = await World.start(inject('stack').chromium);
}, 60_000);

afterAll(async () => {
  await world.stop();
  console.log(`\n${table(rows)}\n`);
});

for (const variant of [tlsVariant, sessionVariant, mtlsVariant, browserCertificateVariant, authorizerVariant]) {
  describe(variant.name, () => {
    let running: unknown;
    /** What may be done could be done. Without that, a refusal shows nothing. */
    let works = false;

    beforeAll(async () => {
      running = await variant.start(world);
    }, 120_000);

    afterAll(async () => {
      await variant.stop(running);
    });

    it('lets everybody do what they may', async () => {
      const done: string[] = [];
      for (const [way, address] of Object.entries(variant.addresses(running))) {
        for (const { user, role, namespace } of variant.allowed) {
          const page = (await variant.page?.(running, user, world)) ?? world.page;
          const token = variant.withoutTokens ? undefined : world.identity.issueToken(user);
          const work = page.evaluate(([as, spec]) => globalThis.security.workAs(as, spec), [
            role,
            { address, token, namespace },
          ] as const);
          done.push(`${way}: ${user} ${await work}`);
        }
      }
      const ended = 'wrote (enough)';
      const expected = { viewer: 'read', operator: `read, ${ended}`, admin: `read, ${ended}, administered` };
      expect(done).toEqual(
        Object.keys(variant.addresses(running)).flatMap((way) =>
          variant.allowed.map(({ user, role }) => `${way}: ${user} ${expected[role]}`),
        ),
      );
      works = true;
    });

    it.each(variant.attacks)('refuses: $name', async (attack) => {
      const { name, by, expected } = attack;
      expect(works, 'what is allowed did not work').toBe(true);
      const row = { variant: variant.name, attack: name, by, expected: describeExpected(expected) };
      try {
        const answer = await attack.run(running, world);
        const problems = problemsOf(answer, expected);
        rows.push({ ...row, got: ending(answer), isRight: problems.length === 0 });
        expect(problems).toEqual([]);
      } catch (error) {
        if (rows.at(-1)?.attack !== name) rows.push({ ...row, got: String(error), isRight: false });
        throw error;
      }
    });
  });
}
