import { ValueError } from '../value-error.js';

/** Numeric enum object as protoc-gen-es makes it. */
type ProtoEnum = Record<string, string | number>;

/**
 * Makes the pair of functions that turn a short enum name (`'ALLOW_DUPLICATE'`) into
 * the number on the wire and back, as the `encodeX` / `decodeX` pairs of `@temporalio/client`.
 *
 * - encode takes the short name, the name with its upstream prefix, the number, or nothing.
 *   Anything else: `ValueError("Invalid enum value: '…'")`.
 * - decode gives `undefined` for 0 and `unknown_<n>` for a number newer than this package.
 *
 * @param protoEnum the generated enum, whose keys are the short names
 * @param prefix what upstream writes before the short name, for example `WORKFLOW_ID_REUSE_POLICY_`
 */
export function createEnumCodec<Name extends string, Wire extends number>(
  protoEnum: ProtoEnum,
  prefix: string,
): [
  encode: (value: Name | number | string | null | undefined) => Wire | undefined,
  decode: (value: number) => Name | undefined,
] {
  const numberByName = new Map<string, number>();
  const nameByNumber = new Map<number, string>();
  for (const [key, value] of Object.entries(protoEnum)) {
    if (typeof value !== 'number') continue;
    numberByName.set(key, value);
    nameByNumber.set(value, key);
  }
  return [
    (value) => {
      if (value === null || value === undefined) return undefined;
      const number =
        typeof value === 'number'
          ? nameByNumber.has(value)
            ? value
            : undefined
          : numberByName.get(value.startsWith(prefix) ? value.slice(prefix.length) : value);
      if (number === undefined) throw new ValueError(`Invalid enum value: '${value}'`);
      return number as Wire;
    },
    (value) => (value === 0 ? undefined : ((nameByNumber.get(value) ?? `unknown_${value}`) as Name)),
  ];
}
