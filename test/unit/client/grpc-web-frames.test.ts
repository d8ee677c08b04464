import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUnaryBody, encodeMessageFrame } from '../../../src/client/grpc-web/frame.js';
import { frame, joined, trailerFrame } from '../../fixtures/grpc-web-answer.js';

const ok = trailerFrame({ 'grpc-status': '0' });

describe('encodeMessageFrame', () => {
  it('writes flag, length and data', () => {
    expect([...encodeMessageFrame(new Uint8Array([7, 8]))]).toEqual([0, 0, 0, 0, 2, 7, 8]);
    expect([...encodeMessageFrame(new Uint8Array())]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('decodeUnaryBody', () => {
  it('gives message and trailers', () => {
    const { message, trailers } = decodeUnaryBody(joined(frame(0, 'data'), ok));
    expect(new TextDecoder().decode(message)).toBe('data');
    expect(trailers?.get('grpc-status')).toBe('0');
  });

  it('gives an empty message', () => {
    expect(decodeUnaryBody(joined(frame(0, ''), ok)).message).toEqual(new Uint8Array());
  });

  it('gives trailers alone, and nothing for nothing', () => {
    expect(decodeUnaryBody(ok)).toMatchObject({ message: undefined });
    expect(decodeUnaryBody(new Uint8Array())).toEqual({ message: undefined, trailers: undefined });
  });

  it('reads a body that is part of a larger buffer', () => {
    const body = joined(frame(0, 'data'), ok);
    const larger = joined(new Uint8Array([1, 2, 3]), body, new Uint8Array([4]));
    const { message } = decodeUnaryBody(larger.subarray(3, 3 + body.length));
    expect(new TextDecoder().decode(message)).toBe('data');
  });

  it('reads trailers of any spelling and passes over lines that are none', () => {
    const lines = 'Grpc-Status:5\r\ngrpc-message: a: b \nno colon here\n: no name\nbad name: x\nx-nul: a\u0000b\n\n';
    const { trailers } = decodeUnaryBody(frame(0x80, lines));
    expect([...trailers!]).toEqual([
      ['grpc-message', 'a: b'],
      ['grpc-status', '5'],
    ]);
  });

  it.each([
    ['a frame header that is cut', new Uint8Array([0, 0, 0]), 'incomplete'],
    ['a frame that is cut', frame(0, 'data').subarray(0, 7), 'ends after'],
    ['a length beyond the body', new Uint8Array([0, 255, 255, 255, 255]), 'ends after'],
    ['two messages', joined(frame(0, 'a'), frame(0, 'b'), ok), 'second message'],
    ['a message after the trailers', joined(ok, frame(0, 'a')), 'after the trailers'],
    ['trailers twice', joined(ok, ok), 'after the trailers'],
    ['a compressed message', joined(frame(1, 'a'), ok), 'compressed'],
    ['compressed trailers', frame(0x81, 'a'), 'compressed'],
  ])('raises RangeError for %s', (_what, body, message) => {
    expect(() => decodeUnaryBody(body)).toThrow(RangeError);
    expect(() => decodeUnaryBody(body)).toThrow(message);
  });

  it('ends with a result or a RangeError for any bytes', () => {
    const frames = fc.array(
      fc
        .tuple(fc.constantFrom(0, 0x80, 1, 0x81, 2, 255), fc.uint8Array({ maxLength: 40 }))
        .map(([flags, data]) => frame(flags, data)),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      frames.map((parts) => joined(...parts)),
      fc.tuple(frames, fc.nat(100)).map(([parts, cut]) => joined(...parts).subarray(0, cut)),
    );
    fc.assert(
      fc.property(bytes, (body) => {
        try {
          const { message } = decodeUnaryBody(body);
          expect(message?.length ?? 0).toBeLessThanOrEqual(body.length);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back every message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        expect(decodeUnaryBody(joined(encodeMessageFrame(data), ok)).message).toEqual(data);
      }),
    );
  });
});
