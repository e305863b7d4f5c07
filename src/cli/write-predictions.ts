import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Page } from 'playwright';
import type { PartName } from '../protocol/take-away';

/** Writes what the model predicts of these parts as it comes, however many rows; the file is there when it is whole. */
export async function writePredictions(page: Page, file: string, parts: readonly PartName[]): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  const target = openSync(unfinished, 'wx');
  try {
    try {
      await page.exposeFunction('onPredictions', (text: string) => void writeSync(target, text));
      await page.evaluate((asked) => window.headless.predictions(asked), parts);
    } finally {
      closeSync(target);
    }
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
