import { describe, expect, it } from 'vitest';
import {
  ApplicationFailure,
  Client,
  historyToJSON,
  type PayloadCodec,
  WorkflowFailedError,
} from '../../../src/client/index.js';
import { type ActivityContext, InMemoryServer, type InMemoryWorkflow } from '../../../src/testing/index.js';
import { collect } from '../../fixtures/collect.js';
import { WrappingCodec } from '../../fixtures/codecs.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const secret = 'top secret';

const workflows: Record<string, InMemoryWorkflow> = {
  /** Has a value come in and go out in every way that there is. */
  async everything(context, arg: string) {
    const got: string[] = [arg];
    context.onSignal('add', (text: string) => void got.push(text));
    context.onQuery('got', () => got);
    context.onUpdate('change', async (text: string) => {
      await context.sleep('1 minute');
      got.push(text);
      return `${text} changed`;
    });
    got.push(await context.activity('repeat', [`${secret} to the Activity`], { summary: `${secret} summary` }));
    got.push(await context.executeChild('echo', [`${secret} to the child`], { workflowId: 'child' }));
    context.upsertMemo({ note: `${secret} memo` });
    await context.condition(() => got.includes(`${secret} by update`));
    if (context.info.continuedFromExecutionRunId === undefined) context.continueAsNew([`${secret} as new`]);
    return [...got, context.info.memo];
  },
  echo: (_context, text: string) => Promise.resolve(text),
  fails: () => Promise.reject(ApplicationFailure.create({ message: 'visible', details: [`${secret} detail`] })),
};
const beats: unknown[] = [];
const activities = {
  async repeat(this: ActivityContext, text: string) {
    beats.push(this.info.heartbeatDetails);
    this.heartbeat(`${secret} beat`);
    await this.sleep('1 second');
    if (this.info.attempt === 1) throw new Error('once more');
    return `${text} repeated`;
  },
};

function started(payloadCodecs: PayloadCodec[]): { server: InMemoryServer; client: Client } {
  const dataConverter = { payloadCodecs };
  const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows, activities, dataConverter }] });
  return { server, client: new Client({ connection: server.connection(), dataConverter }) };
}

/** Text of everything that the server keeps of an execution, Payloads as text. */
async function keptBy(client: Client, workflowId: string, runId?: string): Promise<string> {
  const handle = client.workflow.getHandle(workflowId, runId);
  const { raw } = await handle.describe();
  const texts = historyToJSON(await handle.fetchHistory()) + JSON.stringify(raw);
  return texts.replace(
    /"data": ?"([^"]*)"/g,
    (_all, data: string) => `"data":"${Buffer.from(data, 'base64').toString()}"`,
  );
}

describe('codecs of a worker', () => {
  it('read and write every value; the server sees none of them', async () => {
    beats.length = 0;
    const { server, client } = started([new WrappingCodec('a'), new WrappingCodec('b')]);
    const handle = await client.workflow.start('everything', {
      taskQueue: 'q',
      workflowId: 'w',
      args: [`${secret} arg`],
    });
    await server.settled();
    // While the Activity is at work: the server knows its heartbeat.
    expect(await keptBy(client, 'w')).toContain('heartbeatDetails');
    expect(await keptBy(client, 'w')).not.toContain(secret);
    await server.advance('1 minute');
    expect(await handle.query('got')).toEqual([
      `${secret} arg`,
      `${secret} to the Activity repeated`,
      `${secret} to the child`,
    ]);
    for (const workflowId of ['w', 'child']) expect(await keptBy(client, workflowId)).not.toContain(secret);
    expect(beats).toEqual([undefined, `${secret} beat`]);
    await handle.signal('add', `${secret} by signal`);
    const updates = [];
    for (let run = 0; run < 2; run++) {
      const latest = client.workflow.getHandle('w');
      const update = latest.executeUpdate('change', { args: [`${secret} by update`] });
      await server.settled();
      await server.advance('2 minutes');
      updates.push(await update);
    }
    expect(updates).toEqual([`${secret} by update changed`, `${secret} by update changed`]);
    expect(await handle.result()).toEqual([
      `${secret} as new`,
      `${secret} to the Activity repeated`,
      `${secret} to the child`,
      `${secret} by update`,
      { note: `${secret} memo` },
    ]);
    const runs = await collect(client.workflow.list());
    expect(runs).toHaveLength(4);
    for (const { workflowId, runId } of runs) expect(await keptBy(client, workflowId, runId)).not.toContain(secret);
    expect(runs.find(({ workflowId }) => workflowId === 'w')?.memo).toEqual({ note: `${secret} memo` });
  });

  it('are what hides them: without any, all is to be seen', async () => {
    const { server, client } = started([]);
    await client.workflow.start('everything', { taskQueue: 'q', workflowId: 'w', args: [`${secret} arg`] });
    await server.settled();
    const kept = await keptBy(client, 'w');
    for (const what of ['arg', 'to the Activity', 'summary', 'beat']) expect(kept).toContain(`${secret} ${what}`);
  });

  it('hide the details of failures', async () => {
    const { server, client } = started([new WrappingCodec('a')]);
    const handle = await client.workflow.start('fails', { taskQueue: 'q', workflowId: 'w' });
    await server.settled();
    const { cause } = await rejectionOf(handle.result(), WorkflowFailedError);
    expect(cause).toMatchObject({ message: 'visible', details: [`${secret} detail`] });
    expect(await keptBy(client, 'w')).not.toContain(secret);
  });

  it('read a history again after a reset', async () => {
    const { server, client } = started([new WrappingCodec('a')]);
    const handle = await client.workflow.start('everything', {
      taskQueue: 'q',
      workflowId: 'w',
      args: [`${secret} arg`],
    });
    await server.advance('1 minute');
    await handle.reset({ reason: 'test' });
    await server.advance('1 minute');
    expect(await client.workflow.getHandle('w').query('got')).toContain(`${secret} to the child`);
  });

  it('that fail to read a heartbeat or a result fail the Activity', async () => {
    const broken: PayloadCodec = {
      encode: (payloads) => {
        const text = payloads.map(({ data }) => new TextDecoder().decode(data ?? undefined)).join('');
        return text.includes('beat') ? Promise.reject(new Error('no key')) : Promise.resolve(payloads);
      },
      decode: (payloads) => Promise.resolve(payloads),
    };
    const { server, client } = started([broken]);
    const options = { id: 'a', taskQueue: 'q', startToCloseTimeout: '1 minute', args: ['x'] } as const;
    const handle = await client.activity.start('repeat', { ...options, retry: { maximumAttempts: 1 } });
    await server.advance('1 minute');
    const error = await rejectionOf(handle.result(), Error);
    expect(error.cause).toMatchObject({ message: 'no key' });
  });
});
