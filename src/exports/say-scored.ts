import { counted } from '../lib/counted';
import type { Metrics } from '../protocol/result';
import { type DomainRows, MOST_MEASURED, type ScoreColumns, type Scored } from '../protocol/score';

const numbers = (value: number) => value.toLocaleString('en');

const MOST_NAMES = 8;
/** In quotation marks: a name may hold a comma. */
const quoted = (names: string[]) => names.map((name) => `“${name}”`).join(', ');
const named = (names: string[]) => `${quoted(names.slice(0, MOST_NAMES))}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`;

/** Which columns of a file a model reads, in sentences; first those that it misses. */
export function sayColumns({ domain, texts, numbers: ofNumbers, label, user, missing, extra }: ScoreColumns): string[] {
  const read = [
    { names: domain, what: 'the domain from' },
    { names: texts, what: 'values of' },
    { names: ofNumbers, what: 'numbers of' },
  ].flatMap(({ names, what }) => {
    const there = names.filter((name) => !missing.includes(name));
    return there.length > 0 ? [`${what} ${named(there)}`] : [];
  });
  return [
    ...(missing.length > 0 ? [`Missing: ${quoted(missing)}. Name the columns as in the data that the model was trained on.`] : []),
    ...(read.length > 0 ? [`Read: ${read.join('; ')}.`] : []),
    label === undefined
      ? 'There is no label, so nothing will be measured.'
      : `Measured against the label ${quoted([label])}${user === undefined ? '' : `, and within the rows of each ${quoted([user])}`}.`,
    ...(extra.length > 0 ? [`Not read: ${named(extra)}.`] : []),
  ];
}

/** Characters of a domain's name. */
const MOST_OF_NAME = 60;

/** The domains of some rows with their counts, behind what is said of the rows. */
function whose(rows: number, domains: readonly DomainRows[] = []): string {
  if (domains.length === 0) return '';
  const said = domains.map(({ name, rows: own }) => `“${name.length > MOST_OF_NAME ? `${name.slice(0, MOST_OF_NAME - 1)}…` : name}” (${numbers(own)})`);
  const others = domains.reduce((left, { rows: own }) => left - own, rows);
  return `: ${said.join(', ')}${others > 0 ? ` and others (${numbers(others)})` : ''}`;
}

/** What there is to say of scored rows, in sentences; without the metrics by domain. */
export function sayScored({
  rows,
  scored,
  unknownDomain,
  unknownDomains,
  untrainedDomain = 0,
  untrainedDomains,
  unseen,
  extra,
  labelled,
  metrics,
}: Scored): string[] {
  const auc = metrics?.auc;
  return [
    `${numbers(scored)} of ${counted(rows, 'row')} scored.`,
    ...(unknownDomain > 0 ? [`${counted(unknownDomain, 'row')} of a domain that the model does not know${whose(unknownDomain, unknownDomains)}.`] : []),
    ...(untrainedDomain > 0
      ? [`${counted(untrainedDomain, 'row')} of a domain that had too few rows to train a model on${whose(untrainedDomain, untrainedDomains)}.`]
      : []),
    ...unseen.map(({ field, values }) => `“${field}”: ${counted(values, 'value')} that the training rows do not have, read as <unk>.`),
    ...(extra.length > 0 ? [`Not read: ${named(extra)}.`] : []),
    labelled === undefined ? 'There is no label, so nothing is measured.' : `${numbers(labelled)} with a label.`,
    ...(labelled !== undefined && labelled > MOST_MEASURED && !metrics ? [`More than ${numbers(MOST_MEASURED)} rows have a label: nothing is measured.`] : []),
    ...(metrics ? [auc === null ? (metrics.reason ?? 'There is no AUC.') : `AUC ${auc?.toFixed(4)}, LogLoss ${metrics.logLoss?.toFixed(4) ?? '–'}.`] : []),
    ...(metrics?.perUser && auc !== null ? [perUserSentence(metrics.perUser)] : []),
  ];
}

const perUserSentence = ({ auc, users, outOf }: NonNullable<Metrics['perUser']>) =>
  auc === null
    ? `None of ${counted(outOf, 'user')} has rows of both classes, so there is no AUC per user.`
    : `AUC per user ${auc.toFixed(4)}, of ${numbers(users)} of ${counted(outOf, 'user')}.`;
