import { PRESETS } from '../../config/presets';
import type { Backbone, RunConfigInput } from '../../config/run-config';
import { keyOf } from './key';
import { MEASURED_BACKBONES } from './measured';
import { withoutUsers } from './movielens';
import { FILE_100K } from './movielens-100k';
import type { Run } from './proof';
import { SPLIT_100K } from './split-100k';

/**
 * MovieLens-100K with the settings that the page opens with, of every backbone, with HAMUR and alone: what a person sees who drops the file and
 * presses Compare. Roles and split are those of the other tables.
 */

/** With fewer than eleven no difference of so large a table could pass Holm's correction. */
export const SEEDS_USUAL: readonly number[] = Array.from({ length: 12 }, (_, i) => i + 1);

export interface UsualModel {
  backbone: Backbone;
  hamur: boolean;
}

export const MODELS_USUAL: readonly UsualModel[] = MEASURED_BACKBONES.flatMap((backbone) => [false, true].map((hamur) => ({ backbone, hamur })));

const data = withoutUsers(PRESETS.find(({ id }) => id === 'movielens-100k-recommended')?.config.data);

export function usualRun({ backbone, hamur }: UsualModel, seed: number): Run {
  const config: RunConfigInput = {
    data: { ...data, source: { file: FILE_100K } },
    split: { rowsFile: SPLIT_100K },
    model: { backbone, ...(!hamur && { adapters: [] }) },
    train: { baseline: false },
    engine: 'wasm',
    seed,
  };
  return {
    key: keyOf(`ml-100k-usual/${backbone}-${hamur ? 'hamur' : 'alone'}/${seed}`, config),
    part: 'ml-100k',
    backbone,
    seed,
    file: FILE_100K,
    config,
    asked: { look: false, ablation: false },
  };
}

// All models of one seed before the next, so that the table fills evenly.
export const RUNS_USUAL: readonly Run[] = SEEDS_USUAL.flatMap((seed) => MODELS_USUAL.map((model) => usualRun(model, seed)));
