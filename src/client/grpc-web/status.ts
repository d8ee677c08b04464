import { fromBinary } from '@bufbuild/protobuf';
import { StatusSchema } from '../../../gen/core/google/rpc/status_pb.js';
import { decodeBase64, GrpcError, status } from '../grpc-error.js';
import { previewOf } from '../internal/preview.js';

/** Proxies let 60 KiB of headers through. Trailers in a body know no such limit, and a page shows what it is told. */
const longestText = 60 * 1024;

/**
 * The error for a gRPC status in headers or trailers.
 *
 * @param headers where the status was found
 * @param all headers and trailers of the answer, kept as the error's metadata
 * @param sent headers of the request: no error holds the key in them, even if the message repeats it
 * @returns nothing for status OK
 */
export function statusToError(headers: Headers, all: Headers, sent?: Headers): GrpcError | undefined {
  const text = headers.get('grpc-status') ?? '';
  if (text === '0') return undefined;
  // A number without zeros before it: `00` would make an error of OK.
  const code = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : status.UNKNOWN;
  const rich = decodeDetails(headers.get('grpc-status-details-bin'));
  const message = rich?.message || decodeMessage(headers.get('grpc-message') ?? '');
  const secret = sent?.get('authorization')?.slice(7);
  // Errors go into consoles and reports. One of a few letters is no secret.
  const shown = secret?.[7] ? message.replaceAll(secret, '…') : message;
  return new GrpcError(
    code,
    previewOf(shown, longestText),
    // What was hidden stands in the headers too, in other spellings.
    shown === message
      ? {
          metadata: all,
          statusDetails: rich?.details.map(({ typeUrl, value }) => ({ type: typeUrl.replace(/.*\//s, ''), value })),
        }
      : {},
  );
}

/** `grpc-message` is percent-encoded; one with a stray `%` is shown as it came. */
function decodeMessage(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The details are a help: ones that cannot be read leave the plain status, which is complete in itself. */
function decodeDetails(base64: string | null): ReturnType<typeof fromBinary<typeof StatusSchema>> | undefined {
  if (!base64) return undefined;
  try {
    return fromBinary(StatusSchema, decodeBase64(base64));
  } catch {
    return undefined;
  }
}
