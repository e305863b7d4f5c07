import { type Build, isHashed, PAGE } from './build';

/** Requests at a time: what the person asks for meanwhile goes between. */
const AT_A_TIME = 6;

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
   * @throws TypeError where one cannot be had as it was built: no connection, another version on the host, a host that changes files
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
    // Some hosts send a browser from the page's file to its folder.
    const address = this.#scope + (name === PAGE ? '' : name);
    const answer = await fetch(address, { integrity: this.#build.files[name] as string, cache: isHashed(name) ? 'default' : 'no-cache' });
    if (!answer.ok) throw new TypeError(`${name}: HTTP ${answer.status}`);
    return answer;
  }
}
