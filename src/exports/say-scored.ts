import { counted } from '../lib/counted';
import type { Scored } from '../protocol/score';

const numbers = (value: number) => value.toLocaleString('en');

/** What there is to say of scored rows, in sentences; without the metrics by domain. */
export function sayScored({ rows, scored, unknownDomain, unseen, extra, labelled, metrics }: Scored): string[] {
  const auc = metrics?.auc;
  return [
    `${numbers(scored)} of ${counted(rows, 'row')} scored.`,
    ...(unknownDomain > 0 ? [`${counted(unknownDomain, 'row')} of a domain that the model does not know.`] : []),
    ...unseen.map(({ field, values }) => `${field}: ${counted(values, 'value')} that the training rows do not have, read as <unk>.`),
    ...(extra.length > 0 ? [`Not read: ${extra.slice(0, 8).join(', ')}${extra.length > 8 ? ', …' : ''}.`] : []),
    labelled === undefined ? 'There is no label, so nothing is measured.' : `${numbers(labelled)} with a label.`,
    ...(metrics ? [auc === null ? (metrics.reason ?? 'There is no AUC.') : `AUC ${auc?.toFixed(4)}, LogLoss ${metrics.logLoss?.toFixed(4) ?? '–'}.`] : []),
  ];
}
