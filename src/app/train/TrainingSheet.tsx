import { PRESETS } from '../../config/presets';
import { SelectField } from '../parts/SelectField';
import { SettingField } from '../parts/SettingField';
import { Sheet } from '../parts/Sheet';
import { Fold } from '../parts/shown-fields';
import { useParts } from '../store/use-app';
import styles from './train.module.css';

const MAIN = [
  'train.batch',
  'train.learningRate',
  'train.weightDecay',
  'train.embeddingDecay',
  'train.adapterDecay',
  'train.epochs',
  'train.patience',
] as const;

/** How it is trained. */
export function TrainingSheet(sheet: { open: boolean; onClose: () => void }) {
  const { config, table, preview, replace } = useParts('config', 'table', 'preview', 'replace');
  const { train, model } = config;
  const alone = model.adapters.length === 0;
  const rows = preview?.data.split.train;
  return (
    <Sheet
      {...sheet}
      title="Training"
      settings="train"
      about={
        <>
          <p>
            The seed fixes the order of the rows. Each step takes a batch, measures the mean binary cross-entropy (the loss, in nats), and moves all parameters
            with the optimiser (Adam by default, β 0.9 and 0.999). After each epoch the validation rows are measured. The weights of the epoch with the best AUC
            are kept.
          </p>
          <p>
            Weights of classes and domains change the training loss only. They are scaled so that their mean over the training rows is 1. Validation and test
            count every row once. If every batch holds equally many rows of each domain, rows of small domains come several times in an epoch, and some rows of
            large domains do not come at all.
          </p>
          <p>
            With lazy updates, a step moves only the embeddings of the values in its batch, so its cost does not grow with the number of distinct values. An
            embedding that was skipped catches up when its value comes again, and at the end of the epoch. With Adagrad, and with SGD without momentum, this
            gives the same as moving all embeddings, if there is no weight decay. Otherwise it is an approximation. L2 decay then counts only in the steps in
            which the value occurs.
          </p>
          <p>The backbone alone is trained with the same seed, split and order of rows. It starts from the same weights. Only the adapter differs.</p>
        </>
      }
    >
      <div className="stack">
        <div className={styles.grid}>
          {MAIN.map((path) => (
            <SettingField
              key={path}
              path={path}
              {...(alone && path === 'train.adapterDecay' && { disabled: true, hint: 'Unused: this model has no adapters.' })}
              {...(path === 'train.batch' &&
                rows !== undefined &&
                rows < train.batch && { hint: `There are ${rows.toLocaleString('en')} training rows: a step has these, and an epoch is one step.` })}
            />
          ))}
        </div>
        <SettingField
          path="train.baseline"
          value={train.baseline && !alone}
          disabled={alone}
          hint={alone ? 'This model has no adapters: it is the backbone alone.' : 'as the baseline'}
        />
        <MoreSettings />
        <SelectField
          label="Preset"
          hint={
            table?.source === 'file'
              ? 'The authors’ recipes, and those of a public collection of models. Your file needs the columns that they use.'
              : 'Presets are for your own files: open one first.'
          }
          value=""
          options={[
            { value: '', text: 'Choose one to fill all settings …' },
            ...PRESETS.map(({ id, title }) => ({ value: id, text: title, disabled: table?.source !== 'file' })),
          ]}
          onChange={(chosen) => {
            const preset = PRESETS.find(({ id }) => id === chosen);
            if (preset) replace(preset.config);
          }}
        />
      </div>
    </Sheet>
  );
}

/** Settings that most runs leave as they are. */
function MoreSettings() {
  const { config, preview } = useParts('config', 'preview');
  const { optimiser, schedule, batches, embeddingUpdates } = config.train;
  const domains = preview?.data.domains.map(({ name }) => name).join(', ') ?? '';
  return (
    <Fold summary="Optimiser, schedule, weighting">
      <div className={styles.grid}>
        <SettingField
          path="train.optimiser"
          hint={optimiser === 'adamw' ? 'Weight decay is kept apart from the gradient.' : 'Weight decay is added to the gradient.'}
        />
        {optimiser === 'sgd' && <SettingField path="train.momentum" />}
        <SettingField path="train.clip" />
        <SettingField path="train.schedule" />
        {schedule === 'step' && <SettingField path="train.stepEvery" />}
        {schedule === 'step' && <SettingField path="train.stepFactor" />}
        <SettingField path="train.warmUp" />
        <SettingField path="train.batches" hint={batches === 'balanced' && 'Rows of small domains come several times an epoch.'} />
        <SettingField
          path="train.embeddingUpdates"
          hint={
            embeddingUpdates === 'lazy' &&
            'Faster with many distinct values. It is exact for Adagrad and for SGD without momentum (without weight decay), else an approximation.'
          }
        />
        <SettingField path="train.positiveWeight" />
        <SettingField path="train.domainWeights" hint={`none, balanced, or one number per domain: ${domains}`} />
      </div>
    </Fold>
  );
}
