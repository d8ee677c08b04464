import {
  create,
  type DescMessage,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import type { WorkflowServiceHandlers } from '../service/handlers.js';
import { type CallContext, notImplemented } from '../wire.js';

/** Calls an RPC of the server from within. @throws ConnectError as a client would see it */
export type Rpc = <I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
) => Promise<MessageShape<O>>;

type Handler = (request: unknown, context: CallContext) => unknown;

/** @param handlers all of the server's, asked for when something is called */
export function rpcOf(handlers: () => WorkflowServiceHandlers): Rpc {
  const context: CallContext = { signal: new AbortController().signal, requestHeader: new Headers() };
  return async (method, request) => {
    const handler = (handlers() as Readonly<Record<string, Handler | undefined>>)[method.localName];
    if (!handler) throw notImplemented(method);
    const answer = await handler(create(method.input, request), context);
    return create(method.output, answer as MessageInitShape<typeof method.output>);
  };
}
