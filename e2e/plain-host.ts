import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { mimeType } from '../scripts/mime-types.mjs';
import { filesIn, serviceWorkerOf } from '../scripts/offline.mjs';

/** A host of plain files: it has the built page in a folder, and sends with a file its type and nothing else. */
export class PlainHost {
  /** By name. What is put here or taken out counts from the next request on. */
  readonly files = filesIn(join(import.meta.dirname, '..', 'dist'));
  /** Address of the page. */
  address = '';
  readonly #server: Server;
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** @param path of the page, with slashes at both ends */
  static async start(path = '/a/b/'): Promise<PlainHost> {
    const host = new PlainHost(path);
    await new Promise<void>((resolve) => host.#server.listen(0, '127.0.0.1', resolve));
    host.address = `http://127.0.0.1:${(host.#server.address() as AddressInfo).port}${path}`;
    return host;
  }

  /** The page with other words, and the service worker that belongs to it: the next version. */
  publish(words: string, instead: string): void {
    const page = this.#text('index.html');
    if (!page.includes(words)) throw new Error(`The page does not hold “${words}”.`);
    this.files.set('index.html', Buffer.from(page.replaceAll(words, instead)));
    const worker = this.#text('sw.js');
    this.files.set('sw.js', Buffer.from(serviceWorkerOf(worker.slice(worker.indexOf('\n') + 1), this.files)));
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #text(name: string): string {
    return String(this.files.get(name));
  }

  #answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
    const path = url.split('?')[0] as string;
    const name = path.startsWith(this.#path) ? path.slice(this.#path.length) || 'index.html' : undefined;
    const file = name === undefined ? undefined : this.files.get(name);
    if (!file) response.writeHead(404).end();
    // Many hosts say no encoding.
    else response.writeHead(200, { 'Content-Type': mimeType(name as string).split(';', 1)[0] }).end(file);
  }
}
