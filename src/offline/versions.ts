import { type Build, isHashed, PAGE } from './build';

/** Requests at a time: what the person asks for meanwhile goes between. */
const AT_A_TIME = 6;

/** That the host sends another content than was built: it changes files on their way, or has those of another version. */
class ChangedFile extends Error {}

/** Whether it is for want of room that files cannot be kept. */
export const isNoRoom = (error: unknown): boolean => (error as Error | undefined)?.name === 'QuotaExceededError';

/** Whether what kept files from being kept will do so the next time too, unlike a connection that breaks. */
export const isLasting = (error: unknown): boolean => error instanceof ChangedFile || isNoRoom(error);

/** The versions of the page that are kept, each in a cache of its own. The caches of an origin may be those of several pages. */
export class Versions {
  readonly #scope: string;
  readonly #build: Pick<Build, 'version' | 'files'>;
  readonly #caches: CacheStorage;

  /** @param scope address of the page's folder, with a slash at its end */
  constructor(scope: string, build: Pick<Build, 'version' | 'files'>, storage: CacheStorage) {
    this.#scope = scope;
    this.#build = build;
    this.#caches = storage;
  }

  get #name(): string {
    return `hamur ${this.#scope} ${this.#build.version}`;
  }

  /**
   * Keeps all files of this version that are not yet kept, the page last.
   *
   * @throws TypeError where one cannot be had: no connection, an error of the host
   * @throws Error for which `isLasting` holds where one is not as it was built, or there is no room
   */
  async keep(): Promise<void> {
    const cache = await this.#caches.open(this.#name);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    const missing = Object.keys(this.#build.files).filter((name) => name !== PAGE && !kept.has(this.#scope + name));
    for (let i = 0; i < missing.length; i += AT_A_TIME) await Promise.all(missing.slice(i, i + AT_A_TIME).map((name) => this.#put(cache, name)));
    if (!kept.has(this.#scope + PAGE)) await this.#put(cache, PAGE);
  }

  /** What is kept of a file: of this version, if that is whole, or of any version that had a file of that very content. */
  async find(name: string): Promise<Response | undefined> {
    // A part of a version would stand beside a page of another.
    if (isHashed(name)) return this.#ofAny(name);
    const cache = await this.#caches.open(this.#name);
    return (await cache.match(this.#scope + PAGE)) && cache.match(this.#scope + name, { ignoreVary: true });
  }

  /** Whether the page could be shown without a connection, in this version or another. */
  async isAnyWhole(): Promise<boolean> {
    return (await this.#ofAny(PAGE)) !== undefined;
  }

  /** Lets all versions go but this one. */
  async forgetOthers(): Promise<void> {
    const others = (await this.#caches.keys()).filter((name) => name.startsWith(`hamur ${this.#scope} `) && name !== this.#name);
    await Promise.all(others.map((name) => this.#caches.delete(name)));
  }

  #ofAny(name: string): Promise<Response | undefined> {
    return this.#caches.match(this.#scope + name, { ignoreVary: true });
  }

  async #put(cache: Cache, name: string): Promise<void> {
    await cache.put(this.#scope + name, (isHashed(name) && (await this.#ofAny(name))) || (await this.#fetch(name)));
  }

  async #fetch(name: string): Promise<Response> {
    const integrity = this.#build.files[name] as string;
    // Some hosts send a browser from the page's file to its folder.
    const address = this.#scope + (name === PAGE ? '' : name);
    const answer = await fetch(address, { integrity, cache: isHashed(name) ? 'default' : 'no-cache' }).catch(() => this.#anew(name, address, integrity));
    if (!answer.ok) throw new TypeError(`${name}: HTTP ${answer.status}`);
    return answer;
  }

  /** A browser does not say whether it was the connection that failed, or the content that was another. */
  async #anew(name: string, address: string, integrity: string): Promise<Response> {
    const answer = await fetch(address, { cache: 'reload' });
    if (!answer.ok) return answer;
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.clone().arrayBuffer()));
    if (`sha256-${btoa(String.fromCharCode(...hash))}` !== integrity) throw new ChangedFile(`${name}: the host sends another content than was built`);
    return answer;
  }
}
