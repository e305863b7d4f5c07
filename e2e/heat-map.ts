import type { Page } from '@playwright/test';

/** How many colours a heat map shows: one would be an empty one. */
export async function coloursOf(page: Page, name: RegExp): Promise<number> {
  return page
    .getByRole('img', { name })
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set<string>();
      for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 3).join());
      return seen.size;
    });
}
