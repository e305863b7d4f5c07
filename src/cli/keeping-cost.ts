import type { BenchTable } from '../exports/bench-tables';
import type { KeepingTurn } from '../headless/calls';
import { median, ratioOf } from '../lib/median';
import { inMortalBrowser } from './proofs/kills/mortal-browser';

/** What it costs to keep a run while it trains, by round. */
export interface KeepingCost {
  epochs: number;
  /** Checkpoints that a run was kept in, before it was tested. */
  kept: number[];
  /** Milliseconds of training, and seconds of the processor that the browser took for the whole run. */
  on: { ms: number; cpu: number }[];
  off: { ms: number; cpu: number }[];
}

/** About as long as the default demo trains. */
const EPOCHS = 10;

/** Trains the default demo with and without keeping it, in turns, in a browser that keeps on the disk. The first pair only warms up. */
export function keepingCost(rounds: number, log: (line: string) => void): Promise<KeepingCost> {
  return inMortalBrowser({ forgiving: true }, async ({ context, address, cpuSeconds }) => {
    const page = await context.newPage();
    await page.goto(`${address}headless.html`);
    await page.waitForFunction(() => 'headless' in window);
    const turn = async (keep: boolean): Promise<KeepingTurn & { cpu: number }> => {
      const before = await cpuSeconds();
      const shown = await page.evaluate(([kept, epochs]) => window.headless.keepingTurn(kept, epochs), [keep, EPOCHS] as const);
      return { ...shown, cpu: (await cpuSeconds()) - before };
    };
    const cost: KeepingCost = { epochs: EPOCHS, kept: [], on: [], off: [] };
    for (let round = -1; round < rounds; round++) {
      for (const keep of round % 2 === 0 ? [true, false] : [false, true]) {
        const { ms, cpu, kept } = await turn(keep);
        if (round < 0) continue;
        cost[keep ? 'on' : 'off'].push({ ms, cpu });
        if (keep) cost.kept.push(kept);
        log(`round ${round + 1}: ${keep ? `kept ${kept} times` : 'not kept'}: ${cpu.toFixed(2)} s of the processor, ${(ms / 1000).toFixed(2)} s of training`);
      }
    }
    return cost;
  });
}

export function keepingTable({ epochs, kept, on, off }: KeepingCost): BenchTable {
  const of = (turns: KeepingCost['on'], what: 'ms' | 'cpu') => turns.map((turn) => turn[what]);
  const seconds = (values: number[], unit = 1) => (median(values) / unit).toFixed(2);
  return {
    title: `What keeping a run costs: the default demo on WebAssembly, ${epochs} epochs, ${on.length} pairs; all of it in the worker`,
    head: ['checkpoints', 'processor, not kept, s', 'kept, s', 'kept / not kept, median of the pairs', 'training, not kept, s', 'kept, s', 'kept / not kept'],
    rows: [
      [
        String(median(kept)),
        seconds(of(off, 'cpu')),
        seconds(of(on, 'cpu')),
        ratioOf(of(on, 'cpu'), of(off, 'cpu')).toFixed(3),
        seconds(of(off, 'ms'), 1000),
        seconds(of(on, 'ms'), 1000),
        ratioOf(of(on, 'ms'), of(off, 'ms')).toFixed(3),
      ],
    ],
  };
}
