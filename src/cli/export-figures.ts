import { UserError } from '../lib/user-error';
import { inHeadlessBrowser } from './headless';

/**
 * Every figure of a run as a zip of SVG, PNG and CSV. Only the page draws them, so the page is opened, takes the run file as a person
 * gives it, and saves what stands under “Take away”.
 *
 * @param path of a run file that is known to be one
 * @throws UserError that says what the page says, where it does not draw them
 */
export function exportFigures(path: string, out: string): Promise<void> {
  return inHeadlessBrowser('all', async (browser) => {
    const { page, crashed } = await browser.openApp();
    const saved = async () => {
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      await page.getByTestId('data-file').setInputFiles(path);
      await page.getByText('One run of a file stands in the list now, under Runs.').waitFor();
      await page.getByRole('tab', { name: 'Results', exact: true }).click();
      await button('Take away…').first().click();
      const sheet = page.getByRole('region', { name: 'Take away', exact: true });
      const failed = sheet
        .getByRole('alert')
        .innerText()
        .then((said) => {
          throw new UserError('the figures were not drawn', undefined, said);
        });
      // It is seldom there, and gone with the page.
      failed.catch(() => {});
      const download = page.waitForEvent('download');
      download.catch(() => {});
      await sheet.getByRole('button', { name: 'Save All figures' }).click();
      await (await Promise.race([download, failed])).saveAs(out);
    };
    await Promise.race([saved(), crashed]);
  });
}
