/** Something in a configuration that a person should know. It never holds a value of the configuration. */
export interface ConfigDiagnostic {
  /**
   * - `unknown-key`: nothing knows the key; it has no effect
   * - `ignored-value`: the key is known, but what it holds has no effect
   * - `proxy-side`: a page cannot do this; the proxy or the browser has to
   * - `exposed-secret`: everyone who can open the page can read it
   */
  readonly code: 'unknown-key' | 'ignored-value' | 'proxy-side' | 'exposed-secret';
  /** Where it stands, for example `profile.cloud.tls.client_key_data`, or the name of a variable. */
  readonly key: string;
  /** A sentence that says what to do. */
  readonly message: string;
  /** The key that was probably meant. */
  readonly suggestion?: string | undefined;
}

/** Is told each thing that has no effect, or belongs elsewhere. @inline */
export type ReportDiagnostic = (diagnostic: ConfigDiagnostic) => void;
