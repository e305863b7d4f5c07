import { usesK } from '../../config/adapter-kinds';
import { behindTitle, modelTitle } from '../../config/backbones';
import { DEMOS } from '../../config/demos';
import { domainTitle } from '../../config/fields';
import type { ModelConfig, RunConfig } from '../../config/run-config';
import { choicesOf } from '../../config/settings';
import type { DataPreview, OpenTable } from '../../protocol/data';
import type { RunRecord } from '../../runs/record';
import type { Opening } from '../store/data';
import { timeLeft } from '../top-bar/time-left';

/**
 * What is open: `label click · 3 domains by channel · 80/10/10 split · 30,000 rows`. What the columns are for comes first: it is what
 * a line that is cut must not lose. A file's name stands beside it on the page.
 *
 * @param preview undefined until it is known what the settings make of the table
 */
export function dataSummary(
  table: Pick<OpenTable, 'name' | 'rows' | 'source'> | undefined,
  preview: Pick<DataPreview, 'data'> | undefined,
  { label, domain }: Pick<RunConfig['data'], 'label' | 'domain'>,
): string {
  if (!table) return 'No data is open';
  const rows = `${table.source === 'file' ? `${table.name} · ` : ''}${counted(table.rows, 'row')}`;
  if (!preview) return rows;
  const { domains, split } = preview.data;
  const all = split.train + split.val + split.test;
  const share = (part: number) => Math.round((100 * part) / all);
  const parts = 'rows' in domain ? 'one domain' : `${counted(domains.length, 'domain')} by ${domainTitle(domain)}`;
  return `label ${label.column} · ${parts} · ${share(split.train)}/${share(split.val)}/${share(split.test)} split · ${rows}`;
}

/** How far the opening of a file is: `Reading big.csv: 45 %, about 12 s left · 1,200,000 rows`. */
export function readingText({ name, phase, done, total, rows, secondsLeft }: Opening): string {
  const share = total ? [`${Math.min(100, Math.floor((100 * done) / total))} %`] : [];
  if (phase === 'columns') return `Looking at the columns of ${name}: ${share[0] ?? '…'}`;
  const left = secondsLeft === undefined ? [] : [`about ${timeLeft(secondsLeft)} left`];
  const parts = [...(share.length > 0 ? [[...share, ...left].join(', ')] : []), ...(rows ? [counted(rows, 'row')] : [])];
  return parts.length > 0 ? `Reading ${name}: ${parts.join(' · ')}` : `Reading ${name} …`;
}

/** What is trained: `DCN + HAMUR after layer 2 · k 16 · 52,000 parameters`. */
export function modelSummary(model: ModelConfig, preview: { parameters: Pick<DataPreview['parameters'], 'total'> } | undefined): string {
  const adapters =
    model.adapters.length > 0 ? `${behindTitle(model)}after layer ${model.adapters.join(', ')}${usesK(model) ? ` · k ${model.k}` : ''}` : ', no adapters';
  const size = preview ? ` · ${counted(preview.parameters.total, 'parameter')}` : '';
  return `${modelTitle(model)}${adapters}${size}`;
}

/** How: `Adam 0.002 · 40 epochs at most · seed 1`. */
export function trainingSummary({ train, seed }: Pick<RunConfig, 'train' | 'seed'>): string {
  const optimiser = choicesOf('train.optimiser').find(({ value }) => value === train.optimiser)?.text ?? train.optimiser;
  return `${optimiser} ${train.learningRate} · ${counted(train.epochs, 'epoch')} at most · seed ${seed}`;
}

/** The same of a run, whatever the settings are by now; its data by their name. */
export function runSummaries({ config, data, parameters }: RunRecord): { Data: string; Model: string; Training: string } {
  const demo = DEMOS.find(({ name }) => name === data?.name)?.title;
  const rows = dataSummary(data && { name: data.name, rows: data.tableRows, source: demo === undefined ? 'file' : 'demo' }, data && { data }, config.data);
  return {
    Data: demo === undefined ? rows : `${demo} · ${rows}`,
    Model: modelSummary(config.model, parameters === undefined ? undefined : { parameters: { total: parameters } }),
    Training: trainingSummary(config),
  };
}

const counted = (count: number, what: string) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
