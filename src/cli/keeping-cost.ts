import type { BenchTable } from '../exports/bench-tables';
import type { KeepingTurn } from '../headless/calls';
import { median } from '../lib/median';
import { inMortalBrowser } from './proofs/kills/mortal-browser';

/** What it costs to keep a run while it trains, by round. */
export interface KeepingCost {
  epochs: number;
  turns: KeepingTurn[];
}

/** Some tens of seconds of training. */
const EPOCHS = 20;

/**
 * Trains the default demo and keeps it, in a browser that keeps on the disk. Measured is how long the run waits while it is kept: two runs
 * differ by more than that. The first round only warms up.
 */
export function keepingCost(rounds: number, log: (line: string) => void): Promise<KeepingCost> {
  return inMortalBrowser({ forgiving: true }, async ({ context, address }) => {
    const page = await context.newPage();
    await page.goto(`${address}headless.html`);
    await page.waitForFunction(() => 'headless' in window);
    const turns: KeepingTurn[] = [];
    for (let round = 0; round <= rounds; round++) {
      const turn = await page.evaluate((epochs) => window.headless.keepingTurn(epochs), EPOCHS);
      log(`round ${round}: kept ${turn.kept} times, which took ${turn.spentMs.toFixed(0)} of ${turn.ms.toFixed(0)} ms`);
      if (round > 0) turns.push(turn);
    }
    return { epochs: EPOCHS, turns };
  });
}

export function keepingTable({ epochs, turns }: KeepingCost): BenchTable {
  const shares = turns.map(({ ms, spentMs }) => spentMs / ms);
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  return {
    title: `What keeping a run takes of its training: the default demo on WebAssembly, ${epochs} epochs; the worker waits for it, the page does not`,
    head: ['rounds', 'checkpoints', 'training, s', 'waited for keeping, s', 'share, median of the rounds', 'most'],
    rows: [
      [
        String(turns.length),
        String(median(turns.map(({ kept }) => kept))),
        (median(turns.map(({ ms }) => ms)) / 1000).toFixed(2),
        (median(turns.map(({ spentMs }) => spentMs)) / 1000).toFixed(3),
        percent(median(shares)),
        percent(Math.max(...shares)),
      ],
    ],
  };
}
