import type { Strengths } from '../../protocol/walk';
import { look } from '../../runs/inside/look.test-helper';
import type { WalkedLook } from '../../runs/rank-history';
import type { RunRecord } from '../../runs/record';
import { SUMMARY, startedRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import { shownRun } from '../store/selectors';
import type { AppState } from '../store/store';
import { useApp } from '../store/use-app';
import { BOXES } from './steps';
import { WalkView } from './WalkView';

export const STRENGTHS: Strengths = {
  strengths: [0, 0.5, 1],
  auc: [0.7, 0.71, 0.72],
  byDomain: [
    [0.61, 0.62, null],
    [0.63, 0.64, null],
    [0.65, 0.66, null],
  ],
  rows: [{ row: 7, predictions: [0.31, 0.42, 0.53] }],
};

export const withWalks = (walked: WalkedLook, change: Partial<RunRecord> = {}): RunRecord => ({
  ...startedRun(),
  phase: 'done',
  data: { ...SUMMARY, domains: ['home', 'search', 'video'].map((name) => ({ name, rows: 4, positives: 2 })), tableRows: 90 },
  looks: [look({ ...walked })],
  ...change,
});

/** The view as a panel shows it: of the store's run, at its latest look. */
export function Panel() {
  const run = useApp(shownRun) as RunRecord;
  const at = run.looks.length - 1;
  return <WalkView run={run} look={run.looks[at] as RunRecord['looks'][number]} moment={at} adapter={0} />;
}

export async function page(run: RunRecord, given: Partial<AppState> = {}, width = 1200) {
  const shown = await render(<Panel />, { run, walkSeen: true, ...given }, width);
  const { host } = shown;
  await until(() => host.querySelector('[data-box="h"]'), 'the diagram');
  const box = (name: string) => host.querySelector(`[data-box="${name}"]`) as HTMLButtonElement;
  const radio = (name: string) =>
    [...host.querySelectorAll('label')].find((label) => label.textContent?.startsWith(name))?.querySelector('input') as HTMLInputElement;
  return {
    ...shown,
    box,
    radio,
    now: () => [...host.querySelectorAll('[data-state="now"][data-box]')].map((each) => each.getAttribute('data-box')),
    dot: () => host.querySelector('ol button[aria-current="step"]')?.getAttribute('aria-label'),
    changed: () => BOXES.filter((name) => box(name).dataset.changed === 'true'),
    account: () => [...host.querySelectorAll('ol[aria-label="The same, as text"] li')].map((each) => each.textContent ?? ''),
    press: (from: Element, key: string) =>
      shown.does(async () => {
        from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }),
    slide: (input: HTMLInputElement, to: string) =>
      shown.does(() => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, to);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    type: (input: HTMLInputElement, text: string) =>
      shown.does(() => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
  };
}
