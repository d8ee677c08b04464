/** How a gRPC-Web call ended, as a page would see it. */
export interface ProbeAnswer {
  readonly httpStatus: number;
  /** `grpc-status` from headers or trailers; undefined when the answer is not gRPC. */
  readonly grpcStatus: number | undefined;
  readonly grpcMessage: string;
}

/** Sends one gRPC-Web request with an empty message: enough to see whether a proxy and what is behind it work. */
export async function probeGrpcWeb(baseUrl: string, method: string, timeoutMs = 2_000): Promise<ProbeAnswer> {
  const response = await fetch(`${baseUrl}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' },
    // One frame: no compression, length 0.
    body: new Uint8Array(5),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
  const status = response.headers.get('grpc-status') ?? /grpc-status:\s*(\d+)/.exec(body)?.[1];
  const message = response.headers.get('grpc-message') ?? /grpc-message:\s*([^\r\n]*)/.exec(body)?.[1] ?? '';
  return {
    httpStatus: response.status,
    grpcStatus: status === undefined ? undefined : Number(status),
    grpcMessage: decodeURIComponent(message),
  };
}

/** @throws Error unless a GetSystemInfo through the proxy succeeds */
export async function assertServesGrpcWeb(baseUrl: string): Promise<void> {
  const answer = await probeGrpcWeb(baseUrl, 'temporal.api.workflowservice.v1.WorkflowService/GetSystemInfo');
  if (answer.grpcStatus !== 0) {
    throw new Error(`HTTP ${answer.httpStatus}, grpc-status ${answer.grpcStatus ?? 'missing'} ${answer.grpcMessage}`);
  }
}
