import type { ReactNode } from 'react';
import { usesK } from '../../config/adapter-kinds';
import { behindTitle, modelTitle } from '../../config/backbones';
import { changedChoices } from '../../config/fidelity';
import { isolated } from '../../lib/isolated';
import { epochText } from '../../lib/numbers';
import type { Look } from '../../protocol/insight';
import { countedEpoch } from '../../runs/counted-epoch';
import { momentName } from '../../runs/inside/moment-name';
import { isWithoutEpochs, type RunRecord } from '../../runs/record';
import { CaptionContext } from './caption';

/** Says of the figures within it which run they show, and which moment of it; without one it is the run so far. */
export function CaptionOf({ run, look, children }: { run: RunRecord; look?: Look | undefined; children: ReactNode }) {
  return <CaptionContext value={captionOf(run, look)}>{children}</CaptionContext>;
}

/** On which data, of which model, in which mode, with which seed, and when: `Ads, 9,000 rows · DCN + HAMUR after layer 2, k 16 · …` */
export function captionOf(run: RunRecord, look?: Look): string {
  const { model, seed } = run.config;
  const changed = changedChoices(model);
  const layers = model.adapters.length > 0 ? `${behindTitle(model)}after layer ${model.adapters.join(' and ')}${usesK(model) ? `, k ${model.k}` : ''}` : '';
  return [
    run.data && `${isolated(run.data.name)}, ${run.data.rows.toLocaleString('en')} rows`,
    modelTitle(model) + layers,
    `${model.fidelity} mode${changed.length > 0 ? ` (${changed.join(', ')} changed)` : ''}`,
    `seed ${seed}`,
    look ? momentName(look) : progressOf(run),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** How far the run is: `12 epochs, weights of epoch 7`. */
function progressOf(run: RunRecord): string {
  const { phase, epochs, config } = run;
  if (isWithoutEpochs(run)) return `weights of ${run.opened}`;
  const counted = countedEpoch(run, 'model');
  const ended = phase === 'done' || phase === 'stopped';
  const done = `${epochs.length}${ended ? '' : ` of ${config.train.epochs}`} ${epochs.length === 1 && ended ? 'epoch' : 'epochs'}`;
  return counted === undefined ? done : `${done}, weights of epoch ${epochText(counted)}`;
}
