import type { ConsoleConfig } from '../state/config.js';

/** The addresses that tokens are sent to: those of config.json. What somebody types may be anybody's. */
export class KnownAddresses {
  readonly #addresses: readonly string[];

  constructor({ address, profiles }: Pick<ConsoleConfig, 'address' | 'profiles'>) {
    this.#addresses = [address, ...profiles.map((profile) => profile.address)].flatMap((one) => normal(one) ?? []);
  }

  has(address: string): boolean {
    return this.#addresses.includes(normal(address) ?? '');
  }
}

/** An address as it is compared: `https://x/` and `https://x` are one. */
function normal(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address.trim(), document.baseURI)) return undefined;
  return new URL(address.trim(), document.baseURI).href.replace(/\/+$/, '');
}
