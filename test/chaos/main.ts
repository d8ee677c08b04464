/**
 * `npm run chaos [-- --seed N] [--times N] [--only TEXT] [--report]`: all scenarios of the chaos suite at full size, or
 * with `--bounded` as `npm test` runs them. Prints a table; the exit code is 1 when a promise was broken.
 */
import { parseArgs } from 'node:util';
import { findChromium } from '../../src/dev/parts/chromium.js';
import { elapsed } from '../../src/dev/progress.js';
import { onShutdown } from '../../src/dev/shutdown.js';
import { ChaosBrowser } from './browser.js';
import { ChaosStack } from './chaos-stack.js';
import { addUp, type Row, table, writeReport } from './report.js';
import { boundedSize, fullSize, violations } from './scenario.js';
import { scenarios } from './scenarios/index.js';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string' },
    times: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    bounded: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
});
const seed = Number(options.seed ?? Math.floor(Math.random() * 1e9));
const times = Number(options.times);
const size = options.bounded ? boundedSize : fullSize;
const chosen = scenarios.filter(({ fault }) => fault.toLowerCase().includes(options.only.toLowerCase()));
if (!Number.isInteger(seed) || !Number.isInteger(times) || times < 1)
  throw new Error('--seed and --times take integers.');
if (chosen.length === 0) throw new Error(`No scenario has "${options.only}" in its name.`);
if (options.report && (options.bounded || options.only))
  throw new Error('A report is made of everything, at full size.');

const unhandled: string[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(String(reason)));

const chaos = await ChaosStack.start(console.log);
const browser = await ChaosBrowser.start(await findChromium(true), chaos.stack.certificateSpki);
const stop = async (): Promise<void> => {
  await browser.stop();
  await chaos.stop();
};
onShutdown(stop);

const rows = new Map<string, Row>();
let isBroken = false;
try {
  for (let round = 0; round < times; round++) {
    console.log(`\nRound ${round + 1} of ${times}, seed ${seed + round}`);
    for (const { fault, run } of chosen) {
      const started = performance.now();
      const outcome = await run({ chaos, browser, size, seed: seed + round });
      rows.set(fault, addUp(rows.get(fault), fault, outcome));
      const against = [...violations(outcome), ...unhandled.splice(0)];
      console.log(`  ${against.length === 0 ? '✓' : '✗'} ${fault}  ${elapsed(started)}`);
      for (const what of against.slice(0, 20)) console.log(`      ${what}`);
      if (against.length > 20) console.log(`      … and ${against.length - 20} more`);
      isBroken ||= against.length > 0;
    }
  }
} finally {
  await stop();
}
console.log(`\n${table([...rows.values()])}\n`);
if (isBroken)
  console.log(`Promises were broken. To do the same again: npm run chaos -- --seed ${seed} --times ${times}`);
else if (options.report) console.log(`Written: ${await writeReport([...rows.values()], size)}`);
process.exit(isBroken ? 1 : 0);
