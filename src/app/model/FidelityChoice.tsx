import { BACKBONE_INFO } from '../../config/backbones';
import { changedChoices, type FidelityChoiceKey, fidelityBundle } from '../../config/fidelity';
import { ADAPTER_INITS, DOMAIN_NORM_EVALUATION, DOMAIN_NORM_TRAINING, FIDELITIES, type Fidelity, TOWER_ROWS } from '../../config/run-config';
import { SelectField } from '../parts/Field';
import { useApp } from '../store/use-app';
import styles from './model.module.css';

const FIDELITY_TEXT = {
  recommended: {
    title: 'Recommended',
    about:
      'The adapter starts as “no change”; its norm keeps running statistics, so a row predicts the same alone or in any batch; the best weights are always restored.',
  },
  reference: {
    title: 'Reference, as the authors’ code',
    about:
      'All-ones start; the adapter’s norm uses the evaluation batch, so a prediction depends on its neighbours; the best weights are restored only if early stopping fires.',
  },
} as const;

interface Choice {
  key: FidelityChoiceKey;
  label: string;
  options: readonly { value: string; text: string }[];
}

const TEXTS = {
  adapterInit: { 'near-identity': 'near the identity', xavier: 'Xavier', authors: 'all ones, as the authors' },
  domainNormTraining: { batch: 'all rows of the batch', 'per-domain': 'each domain’s own rows' },
  domainNormEvaluation: { running: 'running statistics', batch: 'the evaluation batch' },
  towerRows: { all: 'all rows of the batch', own: 'its own domain’s rows' },
} as const;

const choice = <T extends FidelityChoiceKey>(key: T, label: string, values: readonly (keyof (typeof TEXTS)[T] & string)[]): Choice => ({
  key,
  label,
  options: values.map((value) => ({ value, text: TEXTS[key][value] as string })),
});

const CHOICES: readonly Choice[] = [
  choice('adapterInit', 'U and V start', ADAPTER_INITS),
  choice('domainNormTraining', 'Domain norm in training uses', DOMAIN_NORM_TRAINING),
  choice('domainNormEvaluation', 'Domain norm at evaluation uses', DOMAIN_NORM_EVALUATION),
  choice('towerRows', 'A tower runs on', TOWER_ROWS),
];

/** The fidelity mode, and the choices that it bundles one by one. */
export function FidelityChoice() {
  const { config, set } = useApp();
  const { model } = config;
  const choose = (name: Fidelity) => {
    const { model: choices, dropout, fitOn } = fidelityBundle(name);
    set({ model: { fidelity: name, dropout, ...choices }, data: { fitOn } });
  };
  const changed = changedChoices(model);
  const adapters = model.adapters.length > 0;
  const shared = BACKBONE_INFO[model.backbone].towers === 'shared';
  /** Why a choice does not matter to this model. */
  const idle = (key: FidelityChoiceKey): string | undefined => {
    if (key === 'towerRows') return shared ? 'This backbone has no towers of the domains’ own.' : undefined;
    if (!adapters) return 'Without adapters there is none.';
    if (key === 'domainNormTraining' && model.towerRows === 'own' && !shared) return 'A tower sees its own domain’s rows only.';
    return undefined;
  };
  return (
    <>
      <fieldset className="stack">
        <legend className="soft">Fidelity</legend>
        {FIDELITIES.map((name) => (
          <label key={name} className={styles.option}>
            <input type="radio" name="fidelity" checked={model.fidelity === name} onChange={() => choose(name)} />
            <span>
              {FIDELITY_TEXT[name].title}
              <span className="soft"> {FIDELITY_TEXT[name].about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <details>
        <summary>
          Its choices, one by one
          {changed.length > 0 && `: ${changed.length} ${changed.length === 1 ? 'differs' : 'differ'} from ${FIDELITY_TEXT[model.fidelity].title}`}
        </summary>
        <div className={styles.grid}>
          {CHOICES.map(({ key, label, options }) => (
            <SelectField
              key={key}
              label={label}
              path={`model.${key}`}
              value={model[key] as string}
              options={options}
              disabled={idle(key) !== undefined}
              hint={idle(key) ?? (changed.includes(key) ? `differs from ${FIDELITY_TEXT[model.fidelity].title}` : undefined)}
              onChange={(value) => set({ model: { [key]: value } })}
            />
          ))}
        </div>
      </details>
      {adapters && model.adapterInit === 'authors' && (
        <p className="note">
          U and V start as all ones. The {model.bottleneck} units of the bottleneck then stay identical for ever (the generated weights have rank 1), and the
          sigmoid behind the down-projection starts saturated at exactly 1: what goes into it is the sum of z times the sum of H, about 17,000 in the median at
          the authors’ MovieLens settings. So U₁, V₁ and b₁ get a gradient of exactly 0, and only weight decay moves them. Choose “near the identity” to see an
          adapter that learns.
        </p>
      )}
    </>
  );
}
