import { create, toBinary } from '@bufbuild/protobuf';
import { AnySchema } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatusSchema } from '../../../gen/core/google/rpc/status_pb.js';
import { statusToError } from '../../../src/client/grpc-web/status.js';
import { GrpcMetadata } from '../../../src/client/grpc-error.js';
import { GrpcError, status, statusName } from '../../../src/client/index.js';

function read(headers: Record<string, string>): GrpcError {
  const all = new Headers(headers);
  const error = statusToError(all, all);
  expect(error).toBeInstanceOf(GrpcError);
  return error!;
}

function detailsBin(message: string): string {
  const details = [create(AnySchema, { typeUrl: 'type.googleapis.com/some.v1.Type', value: new Uint8Array([1, 2]) })];
  const bytes = toBinary(StatusSchema, create(StatusSchema, { code: 5, message, details }));
  return btoa(String.fromCharCode(...bytes));
}

describe('an answer that repeats the credentials of its request', () => {
  const authorization = 'Bearer key-of-somebody';
  const headers = (more: Record<string, string>): Headers =>
    new Headers({ 'grpc-status': '16', 'x-request-id': '7', ...more });

  it.each<[string, Record<string, string>]>([
    ['as it was', { 'grpc-message': 'who is key-of-somebody?' }],
    ['percent-encoded', { 'grpc-message': 'who is %6bey-of-somebody?' }],
    ['in the details', { 'grpc-status-details-bin': detailsBin('who is key-of-somebody?') }],
  ])('%s makes an error without them', (_, more) => {
    const all = headers(more);
    const error = statusToError(all, all, new Headers({ authorization }))!;
    expect(error.details).toBe('who is …?');
    expect(error.statusDetails).toEqual([]);
    expect(error.metadata.getMap()).toEqual({});
  });

  it('of a few letters is left as it is: they are no secret', () => {
    const all = headers({ 'grpc-message': 'a key' });
    expect(statusToError(all, all, new Headers({ authorization: 'Bearer key' }))!.details).toBe('a key');
  });
});

describe('statusToError', () => {
  it('gives nothing for OK', () => {
    expect(statusToError(new Headers({ 'grpc-status': '0' }), new Headers())).toBeUndefined();
  });

  it('reads code and message', () => {
    expect(read({ 'grpc-status': '5', 'grpc-message': 'not%20found%3A%20%C3%BC%20%F0%9F%90%98' })).toMatchObject({
      code: status.NOT_FOUND,
      details: 'not found: ü 🐘',
      message: '5 NOT_FOUND: not found: ü 🐘',
    });
  });

  it.each(['50%', '%zz', '%C3', '%F0%9F'])('keeps a message with a stray percent sign: %s', (text) => {
    expect(read({ 'grpc-status': '3', 'grpc-message': text }).details).toBe(text);
  });

  it.each(['', 'x', '-1', '1.5', '0x5', '5, 5', '+5'])('takes the code %o as UNKNOWN', (code) => {
    expect(read({ 'grpc-status': code }).code).toBe(status.UNKNOWN);
  });

  it('keeps a code that gRPC does not define', () => {
    expect(read({ 'grpc-status': '99' })).toMatchObject({ code: 99, message: '99 CODE_99: ' });
  });

  it('reads the details, whose message is the better one', () => {
    const error = read({
      'grpc-status': '5',
      'grpc-message': 'short',
      'grpc-status-details-bin': detailsBin('the whole story'),
    });
    expect(error.details).toBe('the whole story');
    expect(error.statusDetails).toEqual([{ type: 'some.v1.Type', value: new Uint8Array([1, 2]) }]);
  });

  it('reads details in URL-safe base64 without padding', () => {
    const base64 = detailsBin('ÿþý').replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    expect(read({ 'grpc-status': '5', 'grpc-status-details-bin': base64 }).details).toBe('ÿþý');
  });

  it.each(['***', 'AAAA', 'a', btoa('no protobuf at all'), 'AQID,BAUG'])(
    'passes over details that cannot be read: %s',
    (text) => {
      const error = read({ 'grpc-status': '5', 'grpc-message': 'plain', 'grpc-status-details-bin': text });
      expect(error).toMatchObject({ code: 5, details: 'plain' });
    },
  );

  it('never throws, whatever the headers hold', () => {
    const text = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(text, text, text, (code, message, details) => {
        const headers = new Headers({
          'grpc-status': code,
          'grpc-message': message,
          'grpc-status-details-bin': details,
        });
        const error = statusToError(headers, headers);
        if (code.trim() !== '0') expect(error).toBeInstanceOf(GrpcError);
      }),
    );
  });
});

describe('statusName', () => {
  it('names all codes of gRPC', () => {
    expect(Object.values(status)).toEqual(Array.from({ length: 17 }, (_, code) => code));
    expect(statusName(16)).toBe('UNAUTHENTICATED');
    expect(statusName(17)).toBe('CODE_17');
  });
});

describe('GrpcMetadata', () => {
  it('reads texts and bytes', () => {
    const metadata = new GrpcMetadata(new Headers({ 'x-text': 'a', 'x-bytes-bin': 'AQI=, Aw==' }));
    expect(metadata.get('X-Text')).toEqual(['a']);
    expect(metadata.get('x-bytes-bin')).toEqual([new Uint8Array([1, 2]), new Uint8Array([3])]);
    expect(metadata.get('absent')).toEqual([]);
    expect(metadata.getMap()).toMatchObject({ 'x-text': 'a' });
  });

  it('does not throw for bytes that are not base64', () => {
    const metadata = new GrpcMetadata(new Headers({ 'x-bytes-bin': '***' }));
    expect(() => metadata.get('x-bytes-bin')).not.toThrow();
  });
});
