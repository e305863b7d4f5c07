import { PRESETS } from '../../config/presets';
import type { TrainConfig } from '../../config/run-config';
import { readNumber, SelectField, TextField } from '../parts/Field';
import { Panel } from '../parts/Panel';
import { isRunning, useApp } from '../store/store';
import styles from './train.module.css';

const NUMBERS: readonly { key: Exclude<keyof TrainConfig, 'baseline'>; label: string; hint?: string }[] = [
  { key: 'batch', label: 'Batch, rows' },
  { key: 'learningRate', label: 'Learning rate' },
  { key: 'weightDecay', label: 'Weight decay', hint: 'added to the gradient' },
  { key: 'epochs', label: 'Epochs at most' },
  { key: 'patience', label: 'Patience, epochs', hint: 'without a better validation AUC' },
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
          Adam, {train.epochs} epochs at most, seed {config.seed}
        </span>
      }
      about={
        <>
          <p>
            Each step takes a batch of rows in an order that the seed fixes, measures the mean binary cross-entropy (loss, in nats), and moves all parameters
            with Adam (β 0.9, 0.999). After each epoch the validation rows are measured; the epoch with the best AUC counts.
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
          {NUMBERS.map(({ key, label, hint }) => (
            <TextField
              key={key}
              label={label}
              path={`train.${key}`}
              hint={hint}
              value={train[key]}
              show={String}
              read={(text) => set({ train: { [key]: readNumber(text) } })}
            />
          ))}
          <TextField label="Seed" path="seed" value={config.seed} show={String} read={(text) => set({ seed: readNumber(text) })} />
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
        {problem && (
          <p className="error" role="alert">
            {problem}
          </p>
        )}
        <SelectField
          label="Preset"
          hint={table?.source === 'file' ? PRESETS[0]?.about : 'Presets are for files of your own: open one first.'}
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
