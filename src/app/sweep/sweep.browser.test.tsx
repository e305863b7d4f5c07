import { expect, test } from 'vitest';
import { parseSweep, type Sweep } from '../../config/sweep';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { ran } from '../../runs/experiment/sweep.test-helper';
import { render } from '../render.test-helper';
import { SweepForm } from './SweepForm';
import { SweepView } from './SweepView';

/** A sweep that is done: more k is better, and a learning rate near 0.003. */
function swept(json: unknown): ExperimentRecord {
  const { contestants, seeds, reference, sweep } = parseSweep(json);
  const jobs = seeds.flatMap((seed) =>
    contestants.map((contestant) => {
      const outcome = ran({ contestant, seed, epochs: sweep.rungs.at(-1) as number }, (value) => {
        const [k, rate] = [value('model.k') as number, (value('train.learningRate') as number | undefined) ?? 0.003];
        return 0.72 + k / 4000 - 0.01 * Math.log10(rate / 0.003) ** 2 + seed / 1000;
      });
      return { contestant: contestant.name, seed, state: 'done' as const, outcome };
    }),
  );
  return { version: 1, id: 'a', began: 0, contestants, reference, data: { name: 'clicks.csv', hash: 'h' }, jobs, sweep };
}
const RANDOM = { sweep: { how: 'random', runs: 40, vary: { 'model.k': [10, 20, 40], 'train.learningRate': { from: 0.0005, to: 0.02 } } } };

test('the answer, the configurations by rank, and both pictures; sliders choose', async () => {
  const { host, text, does } = await render(<SweepView record={swept(RANDOM)} />);
  expect(text()).toContain('Best of 40 configurations by validation: k 40, learningRate 0.00');
  const [first] = [...host.querySelectorAll('tbody tr')];
  expect(first?.textContent).toMatch(/^140/);
  expect([...host.querySelectorAll('figure h3')].map(({ textContent }) => textContent)).toEqual(['Each setting', 'Settings together']);
  const [settings, together] = host.querySelectorAll('figure svg');
  expect(settings?.querySelectorAll('circle')).toHaveLength(80);
  expect(together?.querySelectorAll('path')).toHaveLength(40);
  // From 90 % of the axis of k on: those with 40.
  const from = host.querySelector('fieldset input') as HTMLInputElement;
  await does(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(from, '0.9');
    from.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const withMost = swept(RANDOM).contestants.filter(({ config }) => config.model?.k === 40).length;
  expect(text()).toContain(`${withMost} configurations of 40 chosen; the best of them: k 40`);
});

test('drawing along an axis chooses; pressing it takes that away', async () => {
  const { host, text, does } = await render(<SweepView record={swept(RANDOM)} />);
  const axis = host.querySelectorAll('figure')[1]?.querySelector('rect[fill="transparent"]') as SVGRectElement;
  axis.setPointerCapture = () => {};
  const box = axis.getBoundingClientRect();
  const at = (type: string, share: number) =>
    axis.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: box.left + 2, clientY: box.top + (1 - share) * box.height }));
  const drag = async (from: number, to: number) => {
    await does(() => at('pointerdown', from));
    await does(() => at('pointermove', to));
    await does(() => at('pointerup', to));
  };
  await drag(1, 0.8);
  expect(text()).toMatch(/\d+ configurations of 40 chosen; the best of them: k 40/);
  await drag(0.5, 0.5);
  expect(text()).toContain('40 configurations of 40; the best');
});

test('“vary this”: what is typed is read at once, and what starts is the sweep', async () => {
  const started: Sweep[] = [];
  const { host, button, does, text } = await render(<SweepForm base={{ seed: 3 }} onStart={(sweep) => void started.push(sweep)} />);
  expect(text()).toContain('12 configurations × 1 seed.');
  await does(() => button('Study of k').click());
  expect(text()).toContain('7 configurations × 1 seed.');
  const type = (value: string) =>
    does(() => {
      const input = host.querySelector('li input') as HTMLInputElement;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  await type('5, 0.5');
  expect(text()).toContain('must be a whole number from 1 to 256, not 0.5');
  expect(button('Start the sweep').disabled).toBe(true);
  await type('5, 25');
  await does(() => button('Vary this').click());
  expect(host.querySelectorAll('li')).toHaveLength(2);
  await does(() => (host.querySelectorAll('li button')[1] as HTMLButtonElement).click());
  await does(() => button('Start the sweep').click());
  expect(started[0]?.contestants.map(({ name }) => name)).toEqual(['k 5', 'k 25']);
  expect(started[0]?.seeds).toEqual([3]);
});

test('what keeps a sweep from starting is said, each thing where it stands', async () => {
  let refuse: ((error: Error) => void) | undefined;
  let asked = 0;
  const onStart = () => {
    asked++;
    return new Promise<void>((_, reject) => {
      refuse = reject;
    });
  };
  const { host, button, does, text, again } = await render(<SweepForm base={{}} hindrance="It cannot start yet: open data first." onStart={onStart} />);
  expect([button('Start the sweep').disabled, text().includes('It cannot start yet: open data first.')]).toEqual([true, true]);
  await again(<SweepForm base={{}} onStart={onStart} />);

  const field = (label: string) => {
    const { htmlFor } = [...host.querySelectorAll('label')].find((each) => each.textContent === label) as HTMLLabelElement;
    return document.getElementById(htmlFor) as HTMLInputElement;
  };
  const type = (label: string, value: string) =>
    does(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(label), value);
      field(label).dispatchEvent(new Event('input', { bubbles: true }));
    });
  const said = (label: string) => document.getElementById(field(label).getAttribute('aria-describedby') as string)?.textContent;
  for (const [label, wrong, says, right] of [
    ['Configurations', '900', 'must be at most 200', '12'],
    ['Seeds of each', '0', 'must be one or more', '1'],
  ] as const) {
    await type(label, wrong);
    expect([field(label).getAttribute('aria-invalid'), said(label), button('Start the sweep').disabled]).toEqual(['true', says, true]);
    expect(text()).toContain('What is marked above has to be changed first.');
    await type(label, right);
    expect([field(label).getAttribute('aria-invalid'), said(label), button('Start the sweep').disabled]).toEqual(['false', '', false]);
  }
  await does(() => button('Remove Learning rate').click());
  expect(host.querySelector('[role="alert"]')?.textContent).toBe('must name at least one setting');
  await does(() => button('Study of k').click());
  expect(host.querySelector('[role="alert"]')).toBeNull();

  // A second press while the first is being answered begins nothing; what was refused is said below.
  await does(() => button('Start the sweep').click());
  expect([asked, button('Start the sweep').disabled]).toEqual([1, true]);
  await does(() => refuse?.(new Error('another experiment is still going on')));
  expect(host.querySelector('[role="alert"]')?.textContent).toBe('another experiment is still going on');
  expect(button('Start the sweep').disabled).toBe(false);
});
