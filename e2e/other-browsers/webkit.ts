import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.mjs';
import { findWebKit } from '../../scripts/other-browsers.mjs';
import type { SmokeBrowser } from './browser';

const START_MS = 30_000;
/** How WebDriver marks an element in JSON. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Starts WebKitGTK's MiniBrowser on a display of its own, driven by WebDriver. */
export async function startWebKit(): Promise<SmokeBrowser> {
  const found = findWebKit();
  if (!found) throw new Error('There is no WebKit: install webkit2gtk-driver and xvfb.');
  const port = await freePort();
  const driver = spawn(found.display, ['-a', found.driver, `--port=${port}`], { stdio: 'ignore', detached: true });
  // That it could not be started is seen from its silence.
  driver.on('error', () => {});
  try {
    return await openSession(`http://127.0.0.1:${port}`, found.browser, driver);
  } catch (error) {
    end(driver);
    throw error;
  }
}

async function openSession(driverAt: string, binary: string, driver: ChildProcess): Promise<SmokeBrowser> {
  await answers(driverAt, driver);
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } };
  const { sessionId } = await call<{ sessionId: string }>(`${driverAt}/session`, { capabilities });
  const session = `${driverAt}/session/${sessionId}`;
  return {
    goto: (url) => call(`${session}/url`, { url }),
    reload: () => call(`${session}/refresh`, {}),
    run: (body, ...args) => call(`${session}/execute/sync`, { script: `return (${body})(...arguments)`, args }),
    async chooseFile(selector, path) {
      const element = await call<Record<string, string>>(`${session}/element`, { using: 'css selector', value: selector });
      await call(`${session}/element/${element[ELEMENT]}/value`, { text: path });
    },
    async close() {
      await fetch(session, { method: 'DELETE' });
      end(driver);
    },
  };
}

/** @throws Error with what the driver says of what went wrong */
async function call<T>(address: string, body: object): Promise<T> {
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`WebKit's driver: ${value.error}: ${value.message}`);
  return value;
}

/** Waits until the driver takes sessions. */
async function answers(driverAt: string, driver: ChildProcess): Promise<void> {
  for (const begun = Date.now(); ; await wait(100)) {
    if (driver.exitCode !== null) throw new Error(`WebKit's driver ended with ${driver.exitCode}.`);
    if (Date.now() - begun > START_MS) throw new Error("WebKit's driver did not answer.");
    try {
      if ((await fetch(`${driverAt}/status`)).ok) return;
    } catch {
      // It does not listen yet.
    }
  }
}

/** Ends xvfb-run with all that it started. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}
