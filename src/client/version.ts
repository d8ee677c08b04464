/** Version of this package, sent as the `client-version` header. A unit test keeps it equal to package.json. */
export const version = '0.1.0';
