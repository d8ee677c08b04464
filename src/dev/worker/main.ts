/**
 * The sample worker as a process of its own. The stack starts it with
 * TWC_TEMPORAL_ADDRESS, TWC_NAMESPACE and TWC_TASK_QUEUE; the defaults fit a
 * server on this machine.
 */
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { stackFolder } from '../paths.js';
import * as activities from './activities.js';
import { greetingsHandler } from './nexus.js';
import { workflowBundle } from './workflow-bundle.js';

const address = process.env['TWC_TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233';
const namespace = process.env['TWC_NAMESPACE'] ?? 'default';
const taskQueue = process.env['TWC_TASK_QUEUE'] ?? 'samples';

Runtime.install({
  logger: new DefaultLogger('WARN'),
  shutdownSignals: ['SIGTERM', 'SIGINT', 'SIGHUP'],
  workerHeartbeatInterval: '5s',
});

const connection = await NativeConnection.connect({ address });
try {
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    activities,
    nexusServices: [greetingsHandler],
    workflowBundle: { codePath: await workflowBundle(join(stackFolder, 'worker')) },
    // Samples are short: a small cache keeps the process small as well.
    maxCachedWorkflows: 200,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentActivityTaskExecutions: 100,
    shutdownGraceTime: '1s',
  });
  console.log(`Polling task queue ${taskQueue} of namespace ${namespace} at ${address}`);
  await worker.run();
} finally {
  await connection.close();
}
