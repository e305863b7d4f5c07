import { PRESETS } from '../../config/presets';
import { choicesOf } from '../../config/settings';
import { Panel } from '../parts/Panel';
import { SelectField } from '../parts/SelectField';
import { SettingField } from '../parts/SettingField';
import { Fold } from '../parts/shown-fields';
import { isRunning } from '../store/selectors';
import { useApp } from '../store/use-app';
import styles from './train.module.css';

const MAIN = ['train.batch', 'train.learningRate', 'train.weightDecay', 'train.embeddingDecay', 'train.epochs', 'train.patience', 'seed'] as const;

/** How it is trained. */
export function TrainPanel({ folded, onFold }: { folded: boolean; onFold: (folded: boolean) => void }) {
  const { config, table, replace } = useApp();
  const locked = useApp(isRunning);
  const { train, model } = config;
  const alone = model.adapters.length === 0;
  return (
    <Panel
      title="Train"
      label="Train settings"
      settings="train"
      folded={folded}
      onFold={onFold}
      aside={
        <span className="soft">
          {choicesOf('train.optimiser').find(({ value }) => value === train.optimiser)?.text}, {train.epochs} epochs at most, seed {config.seed}
        </span>
      }
      about={
        <>
          <p>
            Each step takes a batch of rows in an order that the seed fixes, measures the mean binary cross-entropy (loss, in nats), and moves all parameters
            with the optimiser (Adam by default, β 0.9, 0.999). After each epoch the validation rows are measured; the epoch with the best AUC counts.
          </p>
          <p>
            Weights of classes and domains change the training loss only (they are scaled so that their mean over the training rows is 1); validation and test
            count every row once. In batches with as many rows of each domain, rows of small domains come several times an epoch and some of large domains not
            at all.
          </p>
          <p>
            Where a step moves only the embeddings that its rows name (lazy), its cost does not grow with the number of distinct values. A value makes up for
            the steps that passed it over when it comes again, and at the end of an epoch: the same as moving all for Adagrad and for SGD without momentum, an
            approximation otherwise; its L2 decay counts only in the steps it takes part in.
          </p>
          <p>
            The backbone alone is trained with the same seed, split and row order, and starts from the very same weights, so that what differs is the adapter.
          </p>
        </>
      }
    >
      <fieldset disabled={locked} className="stack">
        <legend className="hidden">Training</legend>
        <div className={styles.grid}>
          {MAIN.map((path) => (
            <SettingField key={path} path={path} />
          ))}
        </div>
        <SettingField
          path="train.baseline"
          value={train.baseline && !alone}
          disabled={alone}
          hint={alone ? 'There are no adapters: this is the backbone alone.' : 'as the baseline'}
        />
        <MoreSettings />
        <SelectField
          label="Preset"
          hint={
            table?.source === 'file'
              ? 'The authors’ recipes; your file needs the columns that they name.'
              : 'Presets are for files of your own: open one first.'
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
      </fieldset>
    </Panel>
  );
}

/** Settings that most runs leave as they are. */
function MoreSettings() {
  const { config, preview } = useApp();
  const { optimiser, schedule, batches, embeddingUpdates } = config.train;
  const domains = preview?.data.domains.map(({ name }) => name).join(', ') ?? '';
  return (
    <Fold summary="Optimiser, schedule, weighting">
      <div className={styles.grid}>
        <SettingField
          path="train.optimiser"
          hint={optimiser === 'adamw' ? 'Weight decay apart from the gradient.' : 'Weight decay is added to the gradient.'}
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
          hint={embeddingUpdates === 'lazy' && 'Faster with many distinct values; an approximation, but for Adagrad and SGD without momentum.'}
        />
        <SettingField path="train.positiveWeight" />
        <SettingField path="train.domainWeights" hint={`none, balanced, or a number each: ${domains}`} />
      </div>
    </Fold>
  );
}
