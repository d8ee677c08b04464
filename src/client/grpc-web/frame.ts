/**
 * gRPC-Web framing: a body is a row of frames, each a flag byte, the length in four bytes (big-endian), and the data.
 * Source: PROTOCOL-WEB.md of gRPC.
 */

/** Flag of the frame that holds the trailers. */
const trailerFlag = 0x80;
/** Flag of a compressed frame. We never offer an encoding, so none may come. */
const compressedFlag = 0x01;
const headerLength = 5;

/** Body of a unary request. */
export function encodeMessageFrame(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(headerLength + message.length);
  new DataView(body.buffer).setUint32(1, message.length);
  body.set(message, headerLength);
  return body;
}

/** What a unary answer holds. Both parts are absent when the body ended before them. */
export interface UnaryBody {
  readonly message: Uint8Array | undefined;
  readonly trailers: Headers | undefined;
}

/**
 * Reads the body of a unary answer.
 *
 * @throws RangeError saying what is wrong with the frames
 */
export function decodeUnaryBody(body: Uint8Array): UnaryBody {
  let message: Uint8Array | undefined;
  let trailers: Headers | undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (let offset = 0; offset < body.length;) {
    if (offset + headerLength > body.length) throw new RangeError('a frame header is incomplete');
    const flags = view.getUint8(offset);
    const end = offset + headerLength + view.getUint32(offset + 1);
    if (end > body.length) throw new RangeError(`a frame of ${end - offset} bytes ends after ${body.length - offset}`);
    const data = body.subarray(offset + headerLength, end);
    if ((flags & compressedFlag) !== 0) throw new RangeError('a frame is compressed, which was not asked for');
    if (trailers) throw new RangeError('there is a frame after the trailers');
    if ((flags & trailerFlag) !== 0) trailers = parseTrailers(data);
    else if (message) throw new RangeError('there is a second message');
    else message = data;
    offset = end;
  }
  return { message, trailers };
}

/** Trailers are header lines in ASCII; a line that is not one is passed over. */
function parseTrailers(data: Uint8Array): Headers {
  const trailers = new Headers();
  for (const line of new TextDecoder().decode(data).split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    try {
      trailers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    } catch {
      // Not a header name or value: nothing that a gRPC status could stand in.
    }
  }
  return trailers;
}
