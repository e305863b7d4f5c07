import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { CHROMIUM_FLAGS, findOrInstallChromium } from '../../../../scripts/chromium.mjs';
import { serve } from '../../../../scripts/serve.mjs';

/** Chromium gives the GPU up after some deaths of its process, and takes WebGPU from the pages that it thinks guilty. */
const FORGIVING = ['--disable-gpu-process-crash-limit', '--disable-domain-blocking-for-3d-apis'];

/** A browser whose parts can be killed. What its pages keep lies in a folder, as a person's does. */
export interface MortalBrowser {
  context: BrowserContext;
  /** Of the built page. */
  address: string;
  /** Where its pages' files lie. */
  folder: string;
  /** Ends all its processes of a kind, as the system does that has no memory left. @returns how many there were */
  kill(kind: 'GPU' | 'renderer'): Promise<number>;
}

/** How it is started. */
interface Start {
  /** Whether a GPU process that dies is always started again. */
  forgiving: boolean;
  /** Runs first in the worker of each page. */
  inWorker?: string;
}

/** Starts one, hands it over, and leaves nothing behind. */
export async function inMortalBrowser<T>({ forgiving, inWorker }: Start, use: (browser: MortalBrowser) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hamur-kills-'));
  const server = await serve(0);
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await findOrInstallChromium(),
    args: [...CHROMIUM_FLAGS, ...(forgiving ? FORGIVING : [])],
    viewport: { width: 1440, height: 900 },
  });
  try {
    if (inWorker !== undefined)
      await context.route('**/assets/worker-*.js', async (route) => {
        const response = await route.fetch();
        const { 'content-encoding': _, ...headers } = response.headers();
        await route.fulfill({ status: 200, headers, body: `${inWorker};${await response.text()}` });
      });
    const browser = context.browser();
    if (!browser) throw new Error('The browser does not tell of its processes.');
    const devtools = await browser.newBrowserCDPSession();
    return await use({
      context,
      address: server.address,
      folder,
      async kill(kind) {
        const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
        const ids = processInfo.flatMap(({ type, id }) => (type === kind ? [id] : []));
        for (const id of ids) endProcess(id);
        return ids.length;
      },
    });
  } finally {
    await context.close();
    server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One that has just ended by itself is ended. */
function endProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The worker of the page that trains. */
export const workerOf = (page: Page) => page.workers().find((worker) => worker.url().includes('/worker-'));
