/** A browser with one page, as much of it as the smoke test needs. */
export interface SmokeBrowser {
  goto(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs `body` in the page; arguments and result are JSON. */
  run<A extends unknown[], T>(body: (...args: A) => T, ...args: A): Promise<T>;
  /** Puts a file of this machine into a file input, as a person who chooses it. */
  chooseFile(selector: string, path: string): Promise<void>;
  close(): Promise<void>;
}
