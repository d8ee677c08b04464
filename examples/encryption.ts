/**
 * Encrypts everything that Temporal stores: arguments, memo, summary. Only who has the key can read it. The format is
 * that of the encryption samples of the other SDKs, so their workers and codec servers read it.
 */
import { AesGcmCodec, Client, Connection, RawValue } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const connection = await Connection.connect({ address });

// In a page a key comes from where the user signed in; a page that must not have it uses a RemoteCodec.
const keys = {
  2025: crypto.getRandomValues(new Uint8Array(32)),
  2026: crypto.getRandomValues(new Uint8Array(32)),
};
const withCodec = (codec: AesGcmCodec): Client => new Client({ connection, dataConverter: { payloadCodecs: [codec] } });

// Nobody polls this task queue, so the executions stay as they were started.
const taskQueue = `nobody-${crypto.randomUUID()}`;
const options = { taskQueue, args: [{ card: '4711' }], memo: { note: 'for your eyes only' } };

const lastYear = withCodec(new AesGcmCodec({ keyId: '2025', keys: { 2025: keys[2025] } }));
const older = await lastYear.workflow.start('order', { ...options, workflowId: `${taskQueue}/older` });

// The key changes: the new one encrypts, both decrypt.
const client = withCodec(new AesGcmCodec({ keyId: '2026', keys }));
const newer = await client.workflow.start('order', { ...options, workflowId: `${taskQueue}/newer` });
for (const { workflowId } of [older, newer]) {
  const { memo } = await client.workflow.getHandle(workflowId).describe();
  console.log(`with both keys: ${String(memo?.['note'])}`);
}

// Without the key there is the encrypted Payload, and nothing to see in it.
const { memo } = await lastYear.workflow.getHandle(newer.workflowId).describe();
const note = memo?.['note'];
if (note instanceof RawValue) {
  const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
  const { metadata } = note.payload;
  console.log(`with the old key: ${text(metadata?.['encoding'])}, key ${text(metadata?.['encryption-key-id'])}`);
}

for (const handle of [older, newer]) await handle.terminate('the example is over');
await connection.close();

// Prints:
// with both keys: for your eyes only
// with both keys: for your eyes only
// with the old key: binary/encrypted, key 2026
