import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { DEMOS, type DemoInfo } from '../../config/demos';
import type { RunConfigInput } from '../../config/run-config';
import { render } from '../render.test-helper';
import { PREVIEW, TABLE } from '../store/store.test-helper';
import { FidelityChoice } from './FidelityChoice';

async function choice(input: RunConfigInput = {}) {
  const page = await render(<FidelityChoice />, { table: TABLE, preview: PREVIEW });
  await page.does(() => page.state().accept(input));
  const radios = () => [...page.host.querySelectorAll<HTMLInputElement>('input[type=radio][name=fidelity]')];
  const radio = (mode: 'recommended' | 'reference') => radios()[mode === 'recommended' ? 0 : 1] as HTMLInputElement;
  return {
    ...page,
    config: () => page.store.getState().config,
    choose: (mode: 'recommended' | 'reference') => page.does(() => radio(mode).click()),
    chosen: () => radios().map(({ checked }) => checked),
  };
}

test('a mode sets all that it bundles', async () => {
  const { choose, chosen, config } = await choice();
  expect(chosen()).toEqual([true, false]);
  await choose('reference');
  expect(chosen()).toEqual([false, true]);
  expect(config().model).toMatchObject({ fidelity: 'reference', dropout: 0, hyperDropout: 0, domainStart: 1e-4, adapterInit: 'authors' });
  expect(config().train.adapterDecay).toBe(config().train.weightDecay);
  expect(config().data.fitOn).toBe('all');
  await choose('recommended');
  expect(chosen()).toEqual([true, false]);
  expect(config().model).toMatchObject({ fidelity: 'recommended', dropout: 0.2, hyperDropout: 0.2, domainStart: 0.1, adapterInit: 'near-identity' });
  expect(config().train.adapterDecay).toBe(0);
  expect(config().data.fitOn).toBe('train');
});

test.each(['recommended', 'reference'] as const)('from %s there and back it is the same configuration, and there it is that of the mode', async (mode) => {
  const input: RunConfigInput = { train: { weightDecay: 0.03, epochs: 7 }, model: { k: 5, layers: [8] } };
  const of = (fidelity: typeof mode) => completeRunConfig({ ...input, model: { ...input.model, fidelity } }, (DEMOS[0] as DemoInfo).roles);
  const other = mode === 'recommended' ? 'reference' : 'recommended';
  const { choose, config } = await choice({ ...input, model: { ...input.model, fidelity: mode } });
  await choose(other);
  expect(config()).toEqual(of(other));
  await choose(mode);
  expect(config()).toEqual(of(mode));
});

test.each(['recommended', 'reference'] as const)('what was stated one by one gives way to the mode: %s', async (mode) => {
  const stated = { dropout: 0.4, hyperDropout: 0.5, domainStart: 2, adapterInit: 'xavier', towerRows: 'own', domainNormTraining: 'per-domain' } as const;
  const other = mode === 'recommended' ? 'reference' : 'recommended';
  const { choose, config } = await choice({ data: { fitOn: 'all' }, model: { fidelity: other, ...stated }, train: { adapterDecay: 0.3 } });
  expect(config()).toMatchObject({ model: stated, train: { adapterDecay: 0.3 } });
  await choose(mode);
  expect(config()).toEqual(completeRunConfig({ model: { fidelity: mode } }, (DEMOS[0] as DemoInfo).roles));
});

test('what a preset states for its mode holds again when that mode is chosen again; what was stated by hand does not', async () => {
  const { choose, config, does, state } = await choice();
  const recipe: RunConfigInput = { model: { fidelity: 'reference', dropout: 0.2, domainStart: 0.5 }, train: { adapterDecay: 0.25 } };
  await does(() => state().replace(recipe));
  const asPreset = config();
  expect(asPreset.model).toMatchObject({ dropout: 0.2, domainStart: 0.5, hyperDropout: 0 });
  await does(() => state().set({ model: { hyperDropout: 0.4, dropout: 0.6, k: 5 } }));
  await choose('recommended');
  // Nothing of it is stated for the other mode.
  expect(config()).toEqual(completeRunConfig({ model: { fidelity: 'recommended', k: 5 } }, (DEMOS[0] as DemoInfo).roles));
  await choose('reference');
  expect(config()).toEqual({ ...asPreset, model: { ...asPreset.model, k: 5 } });
  // A link is another beginning.
  await does(() => state().readLink('#fidelity=reference'));
  await choose('recommended');
  await choose('reference');
  expect(config().model.dropout).toBe(0);
});

test('a preset that names no mode is of the recommended one', async () => {
  const { choose, config, does, state } = await choice();
  await does(() => state().replace({ model: { dropout: 0.35 } }));
  await choose('reference');
  expect(config().model.dropout).toBe(0);
  await choose('recommended');
  expect(config().model.dropout).toBe(0.35);
});

test('in reference mode the adapters decay as the weights do, whenever their decay changes', async () => {
  const { choose, config, does, state } = await choice({ train: { weightDecay: 0.25, adapterDecay: 0.1 } });
  await choose('reference');
  expect(config().train).toMatchObject({ weightDecay: 0.25, adapterDecay: 0.25 });
  await does(() => state().set({ train: { weightDecay: 0.5 } }));
  expect(config().train).toMatchObject({ weightDecay: 0.5, adapterDecay: 0.5 });
  await choose('recommended');
  expect(config().train).toMatchObject({ weightDecay: 0.5, adapterDecay: 0 });
});

test('a start of the domain that is not the mode’s counts among its choices that differ', async () => {
  const { text, choose } = await choice({ model: { domainStart: 0.5 } });
  expect(text()).toContain('Its choices, one by one: 1 differs from');
  await choose('recommended');
  await choose('reference');
  expect(text()).not.toContain('differs from');
});
