import { writeFileSync } from 'node:fs';
import { UserError } from '../lib/user-error';
import type { FiguresPageCalls } from '../protocol/drawn-figures';
import { inHeadlessBrowser } from './headless';
import { pageErrorText } from './page-error';

/**
 * Every figure of a run as a zip of SVG, PNG and CSV. Only the page draws them: it is opened without a window, and hands over the call that does.
 *
 * @param run as a run file holds it, which is known to be one
 * @throws UserError that says what the page says, where it does not draw them
 */
export function exportFigures(run: string, out: string): Promise<void> {
  return inHeadlessBrowser('all', async (browser) => {
    const { page, crashed } = await browser.openFigures();
    const drawn = page
      .evaluate((text) => (window.figuresPage as FiguresPageCalls).figures(text), run)
      .catch((error: unknown) => {
        throw new UserError('the figures were not drawn', undefined, pageErrorText(error));
      });
    writeFileSync(out, Buffer.from(await Promise.race([drawn, crashed]), 'base64'));
  });
}
