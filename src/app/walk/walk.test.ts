import { describe, expect, test } from 'vitest';
import { generatedWeights } from '../../measures/spectra/generated-weights';
import type { Beside } from '../store/walk';
import { accountOf } from './account';
import { authorsSentence, movedByDomain, twinColumns } from './authors';
import { changeOf, changesOf, changeText, percent } from './changes';
import { drawingOf, shownIn } from './drawing';
import { differenceOf, layerOf, partsOf } from './parts';
import { besideName, outcomeOf, rowTitle, sentenceOf, sideName, standInSentence } from './sentences';
import { nearestWalked, rowsOf, type Sides, sidesOf } from './sides';
import { BOXES, STEPS } from './steps';
import { walkedLook } from './walk.test-helper';
import { workingsOf } from './workings';

const NAMES = ['home', 'search', 'video'];
const look = walkedLook();
const sides = (beside?: Beside, of = look, row = 7) => sidesOf(of, row, beside) as Sides;
const changes = (of: Sides) => changesOf(of, { before: partsOf(of.before, 0), after: partsOf(of.after ?? of.before, 0) });
const changed = (of: Sides) => BOXES.filter((box) => changes(of)?.[box] !== 0);

describe('the row and what it is set beside', () => {
  test('the first followed row stands in for one that is not there', () => {
    expect(sides(undefined, look, 41).before.walk.row).toBe(41);
    expect(sides(undefined, look, 1234).before.walk.row).toBe(7);
    expect(rowsOf(look).map(({ row, domain }) => [row, domain])).toEqual([
      [7, 0],
      [41, 2],
    ]);
    expect(sidesOf({ ...look, walks: [] }, 7, undefined)).toBeUndefined();
  });

  test('another domain, another row, the authors’ start; nothing where it is its own or missing', () => {
    const placed = (beside: Beside, authors?: typeof look) => {
      const walk = sidesOf(look, 7, beside, authors)?.after?.walk;
      return walk && [walk.row, walk.domain];
    };
    expect(placed({ kind: 'domain', domain: 2 })).toEqual([7, 2]);
    expect(placed({ kind: 'domain', domain: 0 })).toBeUndefined();
    expect(sides({ kind: 'domain', domain: 1 }, look, 41).after?.walk.row).toBe(41);
    expect(placed({ kind: 'row', row: 41 })).toEqual([41, 2]);
    expect(placed({ kind: 'row', row: 5 })).toBeUndefined();
    expect(placed({ kind: 'authors' })).toBeUndefined();
    expect(placed({ kind: 'authors' }, walkedLook({ authors: true }))).toEqual([7, 0]);
  });

  test('a moment that followed no row takes the nearest that did', () => {
    const looks = [0, 1, 5].map((epoch) => walkedLook({ epoch }));
    const kept = { ...walkedLook({ epoch: 1 }), final: true };
    expect(nearestWalked([...looks, kept], { epoch: 3.4, final: false })?.epoch).toBe(5);
    expect(nearestWalked([...looks, kept], { epoch: 1, final: true })).toBe(kept);
    expect(nearestWalked([...looks, kept], { epoch: 1, final: false })).toBe(looks[1]);
    expect(nearestWalked([{ ...look, walks: [] }], look)).toBeUndefined();
  });
});

describe('another moment than that which followed the row', () => {
  const only = (row: number, epoch: number, final = false) => {
    const all = walkedLook({ epoch });
    return { ...all, final, walks: all.walks.filter((walk) => walk.row === row) };
  };
  const [start, middle, end] = [only(7, 0), only(7, 2), only(41, 4, true)];
  const both = walkedLook({ epoch: 3 });
  const said = (at: typeof look, wanted: number[], looks = [start, middle, end]) => {
    const nearest = nearestWalked(looks, at, wanted) as typeof look;
    const shown = sidesOf(nearest, wanted[0], undefined) as Sides;
    return [shown.before.walk.row, nearest.epoch, standInSentence(at, shown, wanted)];
  };

  test('shows the row at the nearest that did, and says so', () => {
    expect(said(middle, [7])).toEqual([7, 2, undefined]);
    expect(said(start, [41])).toEqual([41, 4, 'This moment did not follow row 42. Shown is the nearest that did: weights kept, of epoch 4.']);
    expect(said({ ...start, walks: [] }, [7], [middle, end])).toEqual([7, 2, 'This moment followed no row. Shown is the nearest that did: after 2 epochs.']);
  });

  test('of two rows it shows both where one moment followed both, else the first', () => {
    expect(said(start, [7, 41], [start, middle, both, end])).toEqual([
      7,
      3,
      'This moment did not follow row 42. Shown is the nearest that did: after 3 epochs.',
    ]);
    expect(said(end, [7, 41])).toEqual([7, 2, 'This moment did not follow row 8. Shown is the nearest that did: after 2 epochs.']);
  });

  test('a row that no moment followed is named, and so is the one in its place', () => {
    expect(said(middle, [1234])).toEqual([7, 2, 'No moment followed row 1,235. Shown is row 8.']);
    expect(said(middle, [])).toEqual([7, 2, undefined]);
  });
});

describe('what is drawn', () => {
  const { before } = sides();
  const parts = partsOf(before, 0);

  test('each box’s numbers are the walk’s, and W what its H makes', () => {
    const { down, up } = generatedWeights(before.walk.h, look.factors[0] as (typeof look.factors)[number]);
    expect(parts.down[0]?.values).toEqual(down);
    expect(parts['up-weights'][0]?.values).toEqual(up);
    const { z, adapter } = layerOf(before, 0);
    expect(parts.sum.map(({ name }) => name)).toEqual(['z + added', 'cross network']);
    for (const [i, value] of (parts.sum[0]?.values ?? []).entries()) expect(value).toBeCloseTo((z[i] as number) + (adapter.added[i] as number), 6);
    expect(parts.tower.map(({ name, rows }) => [name, rows])).toEqual([
      ['layer 1', 6],
      ['layer 2: z', 5],
    ]);
    expect(() => layerOf(before, 1)).toThrow('no adapter 2');
  });

  test('a layer that follows stands with the sum, and with what its own adapter adds', () => {
    const more = {
      ...before.walk,
      layers: [
        ...before.walk.layers,
        { layer: 3, z: Float32Array.of(1, 2), adapter: { ...layerOf(before, 0).adapter, place: 1, added: Float32Array.of(3, 4) } },
      ],
    };
    expect(partsOf({ look, walk: more }, 0).sum.map(({ name, values }) => [name, values.length])).toEqual([
      ['z + added', 5],
      ['layer 3', 2],
      ['cross network', 5],
    ]);
    expect([...(partsOf({ look, walk: more }, 0).sum[1]?.values ?? [])]).toEqual([4, 6]);
  });

  test('the difference is after less before, and of another shape it is what is there after', () => {
    const other = partsOf(sides({ kind: 'row', row: 41 }).after as Sides['before'], 0);
    const difference = differenceOf(parts, other);
    expect(difference.h[0]?.values[2]).toBeCloseTo((other.h[0]?.values[2] as number) - (parts.h[0]?.values[2] as number), 6);
    const odd = { ...other, h: [{ name: 'H', rows: 1, columns: 1, values: Float32Array.of(9) }] };
    expect(differenceOf(parts, odd).h[0]?.values[0]).toBe(9);
  });
});

describe('the colours', () => {
  const most = (values: Float32Array | undefined) => Math.max(...[...(values ?? [])].map(Math.abs));

  test('of each part end at its largest number; before and after share them, a difference has its own', () => {
    const drawing = drawingOf(sides({ kind: 'domain', domain: 1 }), 0);
    const [before, after, difference] = (['before', 'after', 'difference'] as const).map((which) => shownIn(drawing, 'h', which)[0]);
    expect(before?.scale).toBe(Math.max(most(before?.part.values), most(after?.part.values)));
    expect(after?.scale).toBe(before?.scale);
    expect(difference?.scale).toBe(most(difference?.part.values));
    expect(shownIn(drawing, 'sum', 'difference').map(({ part, scale }) => scale === most(part.values))).toEqual([true, true]);
  });

  test('of two models that were trained apart each has its own, and there is no difference', () => {
    const drawing = drawingOf(sidesOf(look, 7, { kind: 'authors' }, walkedLook({ authors: true })) as Sides, 0);
    expect([drawing.changes, drawing.difference]).toEqual([undefined, undefined]);
    for (const which of ['before', 'after'] as const) expect(shownIn(drawing, 'down', which)[0]?.scale).toBe(most(drawing[which]?.down[0]?.values));
    expect(shownIn(drawing, 'down', 'difference')).toEqual(shownIn(drawing, 'down', 'after'));
  });

  test('rounding is dark', () => {
    const one = sides();
    const nudged = { ...one.before, walk: { ...one.before.walk, h: one.before.walk.h.map((value) => value * (1 + 1e-7)) } };
    const drawing = drawingOf({ before: one.before, after: nudged, beside: { kind: 'domain', domain: 1 } }, 0);
    expect(shownIn(drawing, 'h', 'difference')[0]?.scale).toBe(0);
  });
});

describe('from the authors’ start', () => {
  const theirs = walkedLook({ authors: true });
  const side = (of: typeof look) => ({ look: of, walk: of.walks[0] as (typeof of.walks)[number] });

  test('twin columns are told, and how far a domain moves H', () => {
    expect(twinColumns(Float32Array.of(1, 1, 2, 2), 2, 2)).toBe(true);
    expect(twinColumns(Float32Array.of(1, 1, 2, 2.1), 2, 2)).toBe(false);
    expect(authorsSentence(side(look), side(theirs), 0)).toMatch(
      /all 4 columns of W_down are the same, .* moves this row’s H by \d+ % of its size, from our start by \d+ %\.$/,
    );
    expect(authorsSentence(side(look), side(look), 0)).toContain('the columns of W_down differ');
  });

  test('a still H moves by nothing; one domain moves nothing', () => {
    const still = { ...theirs, walks: theirs.walks.map((walk) => ({ ...walk, h: (theirs.walks[0] as (typeof theirs.walks)[number]).h })) };
    expect(movedByDomain(side(still))).toBe(0);
    expect(movedByDomain(side(look))).toBeGreaterThan(0.1);
    expect(movedByDomain(side({ ...look, walks: look.walks.slice(0, 1) }))).toBeUndefined();
  });
});

describe('what differs', () => {
  test('where the domain reaches nothing but H: H and what comes of it, and neither the row nor the tower', () => {
    const planted = walkedLook({ reach: 'H alone' });
    expect(changed(sides({ kind: 'domain', domain: 1 }, planted))).toEqual(['h', 'down', 'up-weights', 'bottleneck', 'up', 'norm', 'sum', 'prediction']);
  });

  test('where the domain is a field: everything; beside itself nothing; without another side there is no answer', () => {
    expect(changed(sides({ kind: 'domain', domain: 1 }))).toEqual([...BOXES]);
    const same = sides();
    expect(changed({ ...same, after: same.before, beside: { kind: 'authors' } })).toEqual([]);
    expect(changes(same)).toBeUndefined();
  });

  test('its size is a share of the first’s, rounding is none, other shapes cannot be compared', () => {
    const of = (...values: number[]) => [{ values: Float32Array.from(values) }];
    expect(changeOf(of(3, 4), of(3, 9))).toBe(1);
    expect(changeOf(of(3, 4), of(3, 4 + 1e-6))).toBe(0);
    expect(changeOf(of(0, 0), of(0, 1))).toBe('other');
    expect(changeOf(of(1, 2), of(1))).toBe('other');
    expect([0, 'other' as const, 0.034, 0.341, 0.00001].map(changeText)).toEqual([
      'the same',
      'differs',
      'differs by 3.4 %',
      'differs by 34 %',
      'differs by < 0.1 %',
    ]);
    expect(percent(12.5)).toBe('1,250 %');
  });
});

describe('in words', () => {
  const all = sides({ kind: 'domain', domain: 2 });
  const parts = partsOf(all.before, 0);

  test('a sentence a step, with the row’s numbers', () => {
    const said = (step: (typeof STEPS)[number]) => sentenceOf(step, all.before, NAMES, 0);
    expect(said('row')).toBe('This is row 8, from home: 3 values, and its label is positive. In files, which count from 0, it is row 7.');
    expect(sentenceOf('row', all.after as Sides['before'], NAMES, 0)).toContain('row 8, from home, walked as a row of video:');
    expect(said('hyper')).toBe('The hyper-network reads these 5 numbers through 7 hidden units.');
    expect(said('h')).toContain('a 3 × 3 matrix for this row alone');
    expect(said('weights')).toContain('W_down, 5 × 4, and W_up, 4 × 5.');
    expect(said('sum')).toContain('together with the cross network.');
    expect(said('prediction')).toContain(`${(100 * all.before.walk.prediction).toFixed(1)} %; it was positive.`);
    expect(rowTitle(all.before.walk, NAMES)).toBe('row 8: home, positive');
  });

  test('the change of the prediction, and the part of it that H alone brings', () => {
    const { before, after } = all as Required<Sides>;
    const said = outcomeOf(all, NAMES);
    const number = (value: number) => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(3);
    expect(said).toContain(`As a row of video the logit is ${after.walk.logit.toFixed(3).replace('-', '−')} (${number(after.walk.logit - before.walk.logit)})`);
    expect(said).toContain(`H alone brings ${number(after.walk.withThisH.logit - before.walk.logit)} of it`);
    expect(outcomeOf(sides({ kind: 'row', row: 41 }), NAMES)).not.toContain('H alone');
    expect(outcomeOf(sides(), NAMES)).toBe('');
  });

  test('the authors’ side and ours each name their moment where these are not the same', () => {
    const beside = (ours: typeof look, theirs: typeof look) => sidesOf(ours, 7, { kind: 'authors' }, theirs) as Sides;
    const [kept, other] = [
      { ...walkedLook({ epoch: 5 }), final: true },
      { ...walkedLook({ authors: true, epoch: 8 }), final: true },
    ];
    const apart = beside(kept, other);
    const [ours, theirs] = ['from our start (weights kept, of epoch 5)', 'from the authors’ start (weights kept, of epoch 8)'];
    expect([sideName(apart, NAMES), besideName(apart, NAMES)]).toEqual([ours, theirs]);
    expect([sideName(apart, NAMES, true), besideName(apart, NAMES, true)]).toEqual(['from our start', 'from the authors’ start']);
    expect(outcomeOf(apart, NAMES)).toMatch(
      /^From the authors’ start \(weights kept, of epoch 8\) the logit is .* from our start \(weights kept, of epoch 5\)\.$/,
    );
    expect(besideName(beside(walkedLook({ epoch: 0.5 }), walkedLook({ epoch: 0 })), NAMES)).toBe('from the authors’ start (before training)');
    const same = beside(look, walkedLook({ authors: true }));
    expect([sideName(same, NAMES), besideName(same, NAMES)]).toEqual(['from our start', 'from the authors’ start']);
    expect(outcomeOf(same, NAMES)).toMatch(/ from our start\.$/);
  });

  test('where nothing but H changes, H alone brings all of it', () => {
    const { before, after } = sides({ kind: 'domain', domain: 1 }, walkedLook({ reach: 'H alone' })) as Required<Sides>;
    expect(after.walk.withThisH.logit).toBeCloseTo(after.walk.logit, 6);
    expect(after.walk.logit).not.toBeCloseTo(before.walk.logit, 3);
  });

  test('the account has one entry a step, and says what differs only beside another', () => {
    const alone = accountOf(sides(), parts, undefined, NAMES, 0);
    expect(alone).toHaveLength(STEPS.length);
    expect(alone[0]).toContain('user is u3, domain is d0, price is 0.25.');
    expect(alone.join(' ')).not.toMatch(/differs|the same\./);
    const both = accountOf(all, parts, changes(all), NAMES, 0);
    expect(both[3]).toMatch(/As a row of video this differs by \d+(\.\d)? %\.$/);
    const [down, up] = [changes(all)?.down, changes(all)?.['up-weights']].map((change) => changeText(change as number));
    expect(down).not.toBe(up);
    expect(both[4]).toContain(`As a row of video W_down ${down} and W_up ${up}.`);
    expect(both.at(-1)).toContain(outcomeOf(all, NAMES));
    const planted = sides({ kind: 'domain', domain: 1 }, walkedLook({ reach: 'H alone' }));
    expect(accountOf(planted, parts, changes(planted), NAMES, 0)[1]).toContain('As a row of search this is the same.');
  });
});

describe('a step’s formula with the row’s values', () => {
  const { before } = sides();
  const last = (step: (typeof STEPS)[number]) => workingsOf(step, before, 0, true).at(-1) as string;
  const value = (text: string) => Number(text.replaceAll('−', '-'));

  test('what stands in it gives what comes out of it', () => {
    const sum = last('sum').match(/= (\S+) \+ (\S+) = (\S+)$/);
    expect(value(sum?.[1] as string) + value(sum?.[2] as string)).toBeCloseTo(value(sum?.[3] as string), 2);
    const chance = last('prediction').match(/exp\((\S+)\)\) = (\S+)$/);
    expect(1 / (1 + Math.exp(value(chance?.[1] as string)))).toBeCloseTo(value(chance?.[2] as string), 3);
  });

  test('of the bottleneck and of the way back the bias is what is missing, the same for every row', () => {
    const bias = (row: number, step: 'bottleneck' | 'up') => {
      const text = workingsOf(step, sides(undefined, look, row).before, 0, true).at(-1) as string;
      const found = text.match(/\[ , (\d+)\].*?= (?:sigmoid\()?(\S+) \+ b.*?= (\S+)$/);
      const out = value(found?.[3] as string);
      return [found?.[1], (step === 'up' ? out : Math.log(out / (1 - out))) - value(found?.[2] as string)] as const;
    };
    for (const step of ['bottleneck', 'up'] as const) {
      const byUnit = new Map<string | undefined, number[]>();
      for (const [unit, b] of [bias(7, step), bias(41, step)]) byUnit.set(unit, [...(byUnit.get(unit) ?? []), b]);
      for (const biases of byUnit.values()) for (const b of biases) expect(b).toBeCloseTo(biases[0] as number, 1);
    }
  });

  test('H is divided by √k where it is, and not where it is not', () => {
    expect(workingsOf('h', before, 0, true)[0]).toContain('√3');
    expect(workingsOf('h', before, 0, false)[0]).not.toContain('√3');
  });

  test('beside another the same units are followed', () => {
    const other = sides(undefined, look, 41).before;
    const unitOf = (lines: string[]) => lines.at(-1)?.match(/\[(\d+)\]/)?.[1];
    for (const step of ['tower', 'bottleneck', 'up', 'norm', 'sum'] as const) {
      expect(unitOf(workingsOf(step, other, 0, true, before).slice(0, 2))).toBe(unitOf(workingsOf(step, before, 0, true).slice(0, 2)));
    }
    expect(workingsOf('bottleneck', other, 0, true, before).at(-1)).not.toBe(workingsOf('bottleneck', before, 0, true).at(-1));
  });

  test('every step has its workings', () => {
    for (const step of STEPS) expect(workingsOf(step, before, 0, true).join('')).not.toMatch(/NaN|undefined|n\/a|^$/);
  });
});
