import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Firefox and WebKit, in which a smoke test runs where they are found. No dependencies. */

/**
 * @returns {string | undefined} the path of a Firefox: the one that FIREFOX_PATH names, or the system's
 */
export function findFirefox() {
  return process.env.FIREFOX_PATH ?? onPath('firefox-esr') ?? onPath('firefox') ?? existing('/Applications/Firefox.app/Contents/MacOS/firefox');
}

/**
 * WebKitGTK, the nearest to Safari that Linux has: Debian's `webkit2gtk-driver` and `xvfb`.
 *
 * @returns {{ driver: string, browser: string, display: string } | undefined} paths of WebKitWebDriver, of its MiniBrowser and of xvfb-run
 */
export function findWebKit() {
  const [driver, display] = [onPath('WebKitWebDriver'), onPath('xvfb-run')];
  const browser = ['/usr/lib', '/usr/libexec', '/usr/lib64']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .flatMap((folder) => ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map((version) => join(folder, version, 'MiniBrowser')))
    .find((path) => existsSync(path));
  return driver && display && browser ? { driver, browser, display } : undefined;
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

function existing(path) {
  return existsSync(path) ? path : undefined;
}
