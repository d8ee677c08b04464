import { encodeText } from './payload-converter.js';

/** Key of the metadata entry that says how to read a Payload. */
export const METADATA_ENCODING_KEY = 'encoding';
/** Key of the metadata entry that names the message in a protobuf Payload. */
export const METADATA_MESSAGE_TYPE_KEY = 'messageType';

/** Encodings that all Temporal SDKs know. */
export const encodingTypes = {
  METADATA_ENCODING_NULL: 'binary/null',
  METADATA_ENCODING_RAW: 'binary/plain',
  METADATA_ENCODING_JSON: 'json/plain',
  METADATA_ENCODING_PROTOBUF_JSON: 'json/protobuf',
  METADATA_ENCODING_PROTOBUF: 'binary/protobuf',
} as const;
/** One of {@link encodingTypes}. */
export type EncodingType = (typeof encodingTypes)[keyof typeof encodingTypes];

/** {@link encodingTypes} as the bytes that stand in the metadata. */
export const encodingKeys: Readonly<Record<keyof typeof encodingTypes, Uint8Array>> = {
  METADATA_ENCODING_NULL: /*@__PURE__*/ encodeText(encodingTypes.METADATA_ENCODING_NULL),
  METADATA_ENCODING_RAW: /*@__PURE__*/ encodeText(encodingTypes.METADATA_ENCODING_RAW),
  METADATA_ENCODING_JSON: /*@__PURE__*/ encodeText(encodingTypes.METADATA_ENCODING_JSON),
  METADATA_ENCODING_PROTOBUF_JSON: /*@__PURE__*/ encodeText(encodingTypes.METADATA_ENCODING_PROTOBUF_JSON),
  METADATA_ENCODING_PROTOBUF: /*@__PURE__*/ encodeText(encodingTypes.METADATA_ENCODING_PROTOBUF),
};
