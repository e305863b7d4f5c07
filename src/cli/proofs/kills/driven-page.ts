import type { Page } from 'playwright';
import type { KeptEnd } from '../../../headless/calls';
import type { MortalBrowser } from './mortal-browser';

/** Software GPUs and busy machines are slow. */
const PATIENCE_MS = 120_000;
const MS_BETWEEN_LOOKS = 100;

/** What the page says of its run, in its own words. */
export interface Said {
  phase: string;
  /** Epochs done, of both models on the average. */
  epoch: number;
  canTrain: boolean;
  canGoOn: boolean;
  /** What stands below the top bar. */
  notes: string;
  /** Of the run that is shown: its engine, and whether it is kept. */
  origin: string;
}

/** A person before a page that may end at any moment, who opens it again then. */
export class DrivenPage {
  private page: Page;
  private link = '';

  constructor(private readonly browser: MortalBrowser) {
    this.page = browser.context.pages()[0] as Page;
    this.mind(this.page);
  }

  get present(): Page {
    return this.page;
  }

  /** @param link of settings */
  async open(link: string): Promise<void> {
    this.link = link;
    await this.page.goto(`${this.browser.address}#${link}`);
  }

  /** Opens it anew in place of one that has gone. @param bare by its bare address, as typed */
  async openAgain(bare: boolean): Promise<void> {
    const gone = this.page;
    this.page = await this.browser.context.newPage();
    this.mind(this.page);
    await gone.close();
    await this.page.goto(`${this.browser.address}${bare ? '' : `#${this.link}`}`);
  }

  reload(): Promise<unknown> {
    return this.page.reload();
  }

  async press(name: 'Train' | 'Go on' | 'Pause' | 'Resume'): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click({ timeout: PATIENCE_MS });
  }

  says(): Promise<Said> {
    return this.page.evaluate(() => {
      const header = document.querySelector('header') as HTMLElement;
      const enabled = [...header.querySelectorAll('button')].flatMap(({ disabled, textContent }) => (disabled ? [] : textContent));
      return {
        phase: header.querySelector('[role=status]')?.textContent ?? '',
        epoch: header.querySelector('progress')?.value ?? 0,
        canTrain: enabled.includes('Train'),
        canGoOn: enabled.includes('Go on'),
        notes: document.querySelector<HTMLElement>('[class*=notes]')?.innerText ?? '',
        origin: (document.querySelector('main')?.innerText ?? '').split('\n').find((line) => /, seed \d/.test(line)) ?? '',
      };
    });
  }

  /** Waits until what the page says is so. @throws Error with what it says instead */
  async until(what: string, isSo: (said: Said) => boolean, patienceMs = PATIENCE_MS): Promise<Said> {
    const begun = Date.now();
    for (;;) {
      const said = await this.says();
      if (isSo(said)) return said;
      if (said.phase === 'Failed') throw new Error(`The run failed: ${await this.words()}`);
      if (Date.now() - begun > patienceMs) throw new Error(`The page never came to ${what}. It says: ${JSON.stringify(said)} ${await this.words()}`);
      await sleep(MS_BETWEEN_LOOKS);
    }
  }

  /** The end of the run that is kept as the latest, from another page: this one need not be asked. */
  async keptEnd(): Promise<KeptEnd> {
    await this.until('a run that is kept', ({ origin }) => /kept (on this machine|since)/.test(origin));
    const page = await this.browser.context.newPage();
    try {
      await page.goto(`${this.browser.address}headless.html`);
      await page.waitForFunction(() => 'headless' in window);
      return await page.evaluate(() => window.headless.keptEnd());
    } finally {
      await page.close();
    }
  }

  /** All that stands at its top. */
  private words(): Promise<string> {
    return this.page.evaluate(() => document.body.innerText.slice(0, 1500).replaceAll('\n', ' | '));
  }

  private mind(page: Page): void {
    // Whoever leaves within a run is asked, and leaves.
    page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
  }
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
