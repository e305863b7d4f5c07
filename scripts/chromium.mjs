import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Chromium for tests and for the command line: where it is, and how it is started. Plain JavaScript without
 * dependencies, so that it also runs before anything is installed.
 */

/**
 * Chromium's own suggestions and hints are pages, with a process in each window: a quarter of what a window costs until the playground
 * stands in it. The last `--disable-features` counts, so that what Playwright turns off is named here again.
 */
const FEATURES_OFF = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup', 'PreloadTopChromeWebUI'],
  ...['AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose'],
  ...['HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints'],
  ...['PaintHolding', 'PreconnectToSearch', 'TcpPortRandomizationWin', 'ThirdPartyStoragePartitioning'],
];

/** Quiet, and with WebGPU also where the only adapter is a software one. CHROMIUM_ARGS adds to them, such as what a GPU needs. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  `--disable-features=${FEATURES_OFF.join()}`,
  ...(process.env.CHROMIUM_ARGS ?? '').split(' ').filter(Boolean),
];

/** The same without WebGPU: `requestAdapter()` gives nothing. */
export const CHROMIUM_FLAGS_WITHOUT_WEBGPU = CHROMIUM_FLAGS.filter((flag) => flag !== '--enable-unsafe-webgpu');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The path of a Chromium: the one that CHROMIUM_PATH names, the system's, or Playwright's own.
 * @returns {Promise<string | undefined>}
 * @throws {Error} where CHROMIUM_PATH names nothing
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, and nothing is there. Point it at a Chromium or Chrome, or unset it.`);
  }
  return systemChromium() ?? (await playwrightChromium());
}

/**
 * As `findChromium`, installing one where there is none.
 * @returns {Promise<string>}
 * @throws {Error} that says what was tried and what to do
 */
export async function findOrInstallChromium() {
  const found = await findChromium();
  if (found) return found;

  const tried = ['CHROMIUM_PATH is not set', `no ${NAMES.join(', ')} on the path`, 'Playwright has none of its own'];
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log('No Chromium found: installing Debian’s (apt-get install chromium).');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env: environment });
    const { status } = spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    const installed = systemChromium();
    if (installed) return installed;
    tried.push(`apt-get install chromium ended with ${status}`);
  } else {
    console.log('No Chromium found: asking Playwright for one (npx playwright install chromium).');
    const { status } = spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit', shell: process.platform === 'win32' });
    const installed = await playwrightChromium();
    if (installed) return installed;
    tried.push(`npx playwright install chromium ended with ${status}`);
  }
  throw new Error(`There is no Chromium: ${tried.join('; ')}. Install Chromium or Chrome, or set CHROMIUM_PATH to one.`);
}

function systemChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...USUAL_PLACES];
  return candidates.find((path) => existsSync(path) && starts(path));
}

/** A distribution's stub that only says "install the snap" is no browser. */
function starts(path) {
  if (process.platform === 'win32') return true;
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

async function playwrightChromium() {
  try {
    const { chromium } = await import('playwright');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
