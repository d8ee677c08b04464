import type { ConsoleConfig } from './config.js';
import { defaultNamespace, parseProfiles, type Profile, storedPart, withProfiles } from './profile.js';
import { readStored, writeStored } from './stored.js';

/** The profiles of this browser, and those that came with the page. */
export class Profiles {
  readonly config: ConsoleConfig;
  #saved = $state.raw<readonly Profile[]>(parseProfiles(readStored('profiles')));

  constructor(config: ConsoleConfig) {
    this.config = config;
  }

  get saved(): readonly Profile[] {
    return this.#saved;
  }

  /** Adds or replaces by name. */
  save(...profiles: readonly Profile[]): void {
    this.#write(withProfiles(this.#saved, profiles));
  }

  remove(name: string): void {
    this.#write(this.#saved.filter((profile) => profile.name !== name));
  }

  /** The target of the last connection, else what the page was configured with. */
  get initial(): Profile | undefined {
    const [last] = parseProfiles([readStored('last')]);
    if (last) return last;
    const { address, namespace = defaultNamespace, profiles } = this.config;
    return address ? { name: address, address, namespace } : profiles[0];
  }

  remember(profile: Profile): void {
    writeStored('last', storedPart(profile));
  }

  #write(profiles: readonly Profile[]): void {
    this.#saved = profiles;
    writeStored('profiles', this.#saved);
  }
}
