/**
 * Gives an error class the marker and `instanceof` of `@temporalio/common`.
 *
 * The marker is a registered symbol on the prototype, so that an error is an
 * instance of its class in every copy of this package, in every realm, and of
 * the class of the same name in `@temporalio/client` and `@temporalio/common`.
 *
 * @param name value of `error.name` and of the marker `__temporal_is<name>`
 */
export function brandError(errorClass: abstract new (...args: never[]) => Error, name: string): void {
  const marker = Symbol.for(`__temporal_is${name}`);
  Object.defineProperty(errorClass.prototype, 'name', { value: name, enumerable: true, configurable: true });
  Object.defineProperty(errorClass.prototype, marker, { value: true });
  Object.defineProperty(errorClass, Symbol.hasInstance, {
    value(this: { prototype: object }, candidate: unknown): boolean {
      // A user's subclass inherits this function: there, only its own chain counts.
      if (this !== (errorClass as unknown))
        return Object.prototype.isPrototypeOf.call(this.prototype, candidate as object);
      return (
        typeof candidate === 'object' && candidate !== null && (candidate as Record<symbol, unknown>)[marker] === true
      );
    },
  });
}
