import { PRESETS } from '../../config/presets';
import { BATCH_KINDS, EMBEDDING_UPDATES, OPTIMISERS, SCHEDULES, type TrainConfig } from '../../config/run-config';
import { NumberField, readNumber, readNumbers, SelectField, TextField } from '../parts/Field';
import { Panel } from '../parts/Panel';
import { isRunning } from '../store/selectors';
import { useApp } from '../store/use-app';
import styles from './train.module.css';

type NumberKey = { [K in keyof TrainConfig]: TrainConfig[K] extends number ? K : never }[keyof TrainConfig];

interface NumberSetting {
  settingKey: NumberKey;
  label: string;
  hint?: string;
}

const MAIN: readonly NumberSetting[] = [
  { settingKey: 'batch', label: 'Batch, rows' },
  { settingKey: 'learningRate', label: 'Learning rate' },
  { settingKey: 'weightDecay', label: 'Weight decay', hint: 'of all but the embeddings' },
  { settingKey: 'embeddingDecay', label: 'Weight decay, embeddings' },
  { settingKey: 'epochs', label: 'Epochs at most' },
  { settingKey: 'patience', label: 'Patience, epochs', hint: 'without a better validation AUC' },
];

/** How it is trained. */
export function TrainPanel({ folded, onFold }: { folded: boolean; onFold: (folded: boolean) => void }) {
  const { config, table, problem, set, replace } = useApp();
  const locked = useApp(isRunning);
  const { train } = config;
  return (
    <Panel
      title="Train"
      label="Train settings"
      folded={folded}
      onFold={onFold}
      aside={
        <span className="soft">
          {OPTIMISER_NAMES[train.optimiser]}, {train.epochs} epochs at most, seed {config.seed}
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
          {MAIN.map((setting) => (
            <TrainNumber key={setting.settingKey} {...setting} />
          ))}
          <NumberField label="Seed" path="seed" value={config.seed} onChange={(seed) => set({ seed })} />
        </div>
        <label className={styles.option}>
          <input
            type="checkbox"
            checked={train.baseline && config.model.adapters.length > 0}
            disabled={config.model.adapters.length === 0}
            onChange={(event) => set({ train: { baseline: event.target.checked } })}
          />
          <span>
            Train the backbone too
            <span className="soft"> {config.model.adapters.length === 0 ? 'There are no adapters: this is the backbone alone.' : 'as the baseline'}</span>
          </span>
        </label>
        <MoreSettings />
        {problem && (
          <p className="error" role="alert">
            {problem}
          </p>
        )}
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

const OPTIMISER_NAMES = { adam: 'Adam', adamw: 'AdamW', adagrad: 'Adagrad', sgd: 'SGD with momentum' } as const;
const SCHEDULE_NAMES = { constant: 'constant', step: 'in steps', cosine: 'cosine, down to 0' } as const;
const UPDATE_NAMES = { dense: 'all embeddings', lazy: 'only those that its rows name' } as const;
const BATCH_NAMES = { shuffled: 'from all rows', balanced: 'as many rows of each domain' } as const;

/** Settings that most runs leave as they are. */
function MoreSettings() {
  const { config, preview, set } = useApp();
  const { train } = config;
  const domains = preview?.data.domains.map(({ name }) => name).join(', ') ?? '';
  return (
    <details>
      <summary>Optimiser, schedule, weighting</summary>
      <div className={styles.grid}>
        <SelectField
          label="Optimiser"
          path="train.optimiser"
          value={train.optimiser}
          options={OPTIMISERS.map((value) => ({ value, text: OPTIMISER_NAMES[value] }))}
          hint={train.optimiser === 'adamw' ? 'Weight decay apart from the gradient.' : 'Weight decay is added to the gradient.'}
          onChange={(optimiser) => set({ train: { optimiser } })}
        />
        {train.optimiser === 'sgd' && <TrainNumber settingKey="momentum" label="Momentum" />}
        <TrainNumber settingKey="clip" label="Longest gradient" hint="its norm; 0: no limit" />
        <SelectField
          label="Schedule of the rate"
          path="train.schedule"
          value={train.schedule}
          options={SCHEDULES.map((value) => ({ value, text: SCHEDULE_NAMES[value] }))}
          onChange={(schedule) => set({ train: { schedule } })}
        />
        {train.schedule === 'step' && <TrainNumber settingKey="stepEvery" label="A step every, epochs" />}
        {train.schedule === 'step' && <TrainNumber settingKey="stepFactor" label="Factor of a step" />}
        <TrainNumber settingKey="warmUp" label="Warm-up, epochs" hint="rises from 0; a fraction will do" />
        <SelectField
          label="Batches are drawn"
          path="train.batches"
          value={train.batches}
          options={BATCH_KINDS.map((value) => ({ value, text: BATCH_NAMES[value] }))}
          hint={train.batches === 'balanced' ? 'Rows of small domains come several times an epoch.' : undefined}
          onChange={(batches) => set({ train: { batches } })}
        />
        <SelectField
          label="A step moves"
          path="train.embeddingUpdates"
          value={train.embeddingUpdates}
          options={EMBEDDING_UPDATES.map((value) => ({ value, text: UPDATE_NAMES[value] }))}
          hint={train.embeddingUpdates === 'lazy' ? 'Faster with many distinct values; an approximation, but for Adagrad and SGD without momentum.' : undefined}
          onChange={(embeddingUpdates) => set({ train: { embeddingUpdates } })}
        />
        <TextField
          label="Weight of a positive row"
          path="train.positiveWeight"
          hint="a number, or balanced"
          value={train.positiveWeight}
          show={String}
          read={(text) => set({ train: { positiveWeight: text.trim() === 'balanced' ? 'balanced' : readNumber(text) } })}
        />
        <TextField
          label="Weights of the domains"
          path="train.domainWeights"
          hint={`none, balanced, or a number each: ${domains}`}
          value={train.domainWeights}
          show={(weights) => (Array.isArray(weights) ? weights.join(', ') : weights)}
          read={(text) => set({ train: { domainWeights: readDomainWeights(text) } })}
        />
      </div>
    </details>
  );
}

function readDomainWeights(text: string): TrainConfig['domainWeights'] {
  const word = text.trim();
  return word === 'none' || word === 'balanced' ? word : readNumbers(text);
}

function TrainNumber({ settingKey: key, label, hint }: NumberSetting) {
  const { config, set } = useApp();
  return <NumberField label={label} path={`train.${key}`} hint={hint} value={config.train[key]} onChange={(value) => set({ train: { [key]: value } })} />;
}
