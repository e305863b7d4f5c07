import { hasHyperNetwork } from '../../config/adapter-kinds';
import { DOMAIN_FIELD } from '../../config/fields';
import { predictsTogether } from '../../config/predicts-together';
import { type Random, randomStream, shuffle } from '../../lib/random';
import { passesOf, SHUFFLES } from '../../measures/ablation-passes';
import { aucChange } from '../../measures/classification/auc-change';
import { rocComponents } from '../../measures/classification/roc';
import type { Ablation, Change, DomainMean } from '../../protocol/insight';
import { placesByDomain, predictTest } from '../predict-test';
import type { Pace, Subject } from '../subject';
import { averaged, changesOf, changesOver, type Measured } from './auc-change';
import { asDomain, fromPlaces, ownMean } from './other-h';
import { otherRows } from './other-rows';
import { ownMeanShare } from './own-mean-share';
import { rowsByPlace } from './placed';
import { LEAST_READ, verdictOf } from './verdict';

/**
 * Measures the test rows with the adapters changed, and says what follows of the change in AUC.
 *
 * `off`: without adapters. `as another`: each row with the H that the hyper-network makes of it as a row of another domain, the mean
 * over all others that have training rows; of one without, nothing was learned, and its embedding is chance; a model that does not read the domain has none. `own mean`: with its domain's mean H; left out where it can be no other than `off`. `within`: with the H of another
 * row of its domain, from its batch. `across`: of any other row. Intervals are DeLong's for the difference on the same rows; those of
 * shuffles know how shuffles vary, too. Without an H there is nothing to shuffle: with adapters of each domain's own a row gets those of
 * another domain, and with one for all rows it is `off` alone. Domains with too few rows of a class for an interval have none, and no part in the mean.
 *
 * @param means [D] mean H, as the adapters use it
 * @param onPass told how many of how many passes over the test rows are done
 */
export async function ablate(
  subject: Subject,
  means: readonly DomainMean[],
  seed: number,
  pace: Pace,
  onPass: (done: number, total: number) => void,
): Promise<Ablation> {
  const { data } = subject;
  const { test } = data.split;
  const places = placesByDomain(data, test);
  const domains = [...data.domains.keys()];
  const several = domains.length > 1;
  const { config: model, shape } = subject.learner.model;
  const generated = hasHyperNetwork(model);
  // To a hyper-network that does not read the domain a row is the same in any; adapters of each domain's own know whose a row is.
  const told = several && (generated ? shape.fields.some(({ name }) => name === DOMAIN_FIELD) : model.adapterKind === 'per-domain');
  const learned = new Set(Array.from(data.split.train, (position) => data.domainIds[position] as number));
  const total = passesOf(domains.length, told ? learned.size : 0, generated);
  let done = 0;
  const predict = async (insideOf?: InsideOf, order?: Int32Array): Promise<Float32Array> => {
    const predictions = await predictTest(subject, pace, insideOf, order);
    onPass(++done, total);
    return predictions;
  };
  const measure = (predictions: Float32Array): Measured =>
    places.map((own) =>
      rocComponents(
        own.map((i) => predictions[i] as number),
        own.map((i) => data.labels[test[i] as number] as number),
      ),
    );

  const asTrained = await predict();
  const trained = measure(asTrained);
  const adaptersOff = await predict(() => ({ adaptersOff: true }));
  const withMean = generated ? await predict((batch, rows) => ownMean(subject, means, batch, rows)) : asTrained;
  // A domain without probe rows has no mean H.
  const hasMean = (_: unknown, d: number) => (means[d]?.rows ?? 0) > 0;
  const left = generated ? ownMeanShare(withMean, asTrained, adaptersOff, places.filter(hasMean)) : null;
  /** By the domain that the rows are made to be of. */
  const asAnother = new Map<number, Measured>();
  if (told)
    for (const d of domains.filter((each) => learned.has(each))) asAnother.set(d, measure(await predict((batch, rows) => asDomain(subject, d, batch, rows))));

  const shuffled = async (name: string, keyOf: (domain: number) => number, order: (random: Random) => Int32Array) => {
    const all: Measured[] = [];
    let alone = 0;
    for (let i = 0; i < SHUFFLES; i++) {
      const random = randomStream(seed, `ablation/${name}/${i}`);
      const insideOf: InsideOf = (batch, rows) => {
        const domainOf = Array.from(rows, (position) => data.domainIds[position] as number);
        const keys = rowsByPlace(batch, domainOf).map((row) => keyOf(domainOf[row] as number));
        const taken = otherRows(keys, batch.size, random);
        alone += taken.alone;
        return fromPlaces(taken.from);
      };
      all.push(measure(await predict(insideOf, reordered(subject) ? order(random) : undefined)));
    }
    return { changes: changesOver(all, trained), alone: test.length > 0 ? alone / (SHUFFLES * test.length) : 0 };
  };
  // Batches of one domain have another row for all but a lone one; for any other row they are mixed.
  const within = generated
    ? await shuffled(
        'within',
        (domain) => domain,
        (random) => Int32Array.from(places.flatMap((own) => shuffle(own.slice(), random))),
      )
    : undefined;
  const across =
    several && generated
      ? await shuffled(
          'across',
          () => 0,
          (random) => shuffle(Int32Array.from(test.keys()), random),
        )
      : undefined;

  const others = domains.map((own) => averaged([...asAnother].filter(([d]) => d !== own).map(([, made]) => made[own] ?? null)));
  const conditions: Ablation['conditions'] = [
    { name: 'off', ...changesOf(measure(adaptersOff), trained) },
    ...(told ? [{ name: 'as another' as const, ...changesOf(others, trained) }] : []),
    ...(left !== null && left >= LEAST_READ
      ? [
          {
            name: 'own mean' as const,
            ...changesOf(
              measure(withMean).map((each, d) => (hasMean(each, d) ? each : null)),
              trained,
            ),
          },
        ]
      : []),
    ...(within ? [{ name: 'within' as const, ...within.changes }] : []),
    ...(across ? [{ name: 'across' as const, ...across.changes }] : []),
  ];
  return {
    rows: places.map((own) => own.length),
    trained: trained.map((each) => each?.auc ?? null),
    conditions,
    swapped: domains.flatMap((own) =>
      domains.map((d): Change | null => aucChange((d === own ? trained : asAnother.get(d))?.[own] ?? null, trained[own] ?? null)),
    ),
    alone: within?.alone ?? 0,
    ownMean: left,
    untrained: domains.filter((d) => !learned.has(d)),
    verdict: verdictOf(conditions, within?.alone ?? 0, left),
  };
}

type InsideOf = Parameters<typeof predictTest>[2];

/** Whether a row predicts the same in any batch, so that batches may be made anew. */
const reordered = ({ learner }: Subject) => !predictsTogether(learner.model.config);
