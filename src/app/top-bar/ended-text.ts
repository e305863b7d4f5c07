import { modelOf, type RunRecord, variantsOf } from '../../runs/record';
import { modelName } from '../../runs/words/names';

/** Why a run that has ended trained no longer, and how long each model trained; undefined as long as that is not known. */
export function endedText(run: RunRecord): string | undefined {
  if (run.phase !== 'done' && run.phase !== 'stopped') return undefined;
  if (run.opened !== undefined) return `opened from ${run.opened}: not trained here`;
  const { epochs: wanted, patience } = run.config.train;
  const models = variantsOf(run).flatMap((variant) => {
    const { stopped, epochs } = modelOf(run, variant);
    return stopped ? [{ name: variant === 'baseline' ? 'backbone' : modelName(run), stopped, epochs: epochs.length }] : [];
  });
  if (run.phase === 'stopped') return models.length > 0 ? `stopped by hand at ${epochsOf(models)}` : 'stopped by hand within its first epoch';
  if (models.length === 0) return undefined;
  const early = models.filter(({ stopped }) => stopped === 'patience');
  const better = `no better for ${patience} ${patience === 1 ? 'epoch' : 'epochs'}: stopped at ${epochsOf(early)}`;
  if (early.length === models.length) return better;
  const all = `all ${wanted} epochs trained`;
  return early.length === 0 ? all : `${better}; ${models.find((each) => !early.includes(each))?.name}: ${all}`;
}

/** `epoch 7`, or `epoch 12 (HAMUR) and 13 (backbone)` where they differ, or where only one of two is spoken of. */
function epochsOf(models: readonly { name: string; epochs: number }[]): string {
  const [first] = models;
  const same = models.length > 1 && models.every(({ epochs }) => epochs === first?.epochs);
  return `epoch ${same ? `${first?.epochs} (both)` : models.map(({ name, epochs }) => `${epochs} (${name})`).join(' and ')}`;
}
