import { LoadedDataConverter } from './data-converter.js';
import { DefaultFailureConverter, type FailureConverter } from './failure-converter.js';

/** The failure converter used when none is given: messages and stack traces as plain text. */
export const defaultFailureConverter: FailureConverter = /*@__PURE__*/ new DefaultFailureConverter();

/** The data converter used when none is given: default converters, no codec. */
export const defaultDataConverter: LoadedDataConverter = /*@__PURE__*/ new LoadedDataConverter();
