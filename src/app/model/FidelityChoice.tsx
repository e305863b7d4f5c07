import { BACKBONE_INFO } from '../../config/backbones';
import { changedChoices, type FidelityChoiceKey } from '../../config/fidelity';
import { readsDomain } from '../../config/fields';
import { inputNormOfBatch } from '../../config/predicts-together';
import { BACKBONES, FIDELITIES, type Fidelity } from '../../config/run-config';
import { choicesOf } from '../../config/settings';
import { SettingField } from '../parts/SettingField';
import { Fold } from '../parts/shown-fields';
import { useParts } from '../store/use-app';
import styles from './model.module.css';

/** The backbones whose public code differs from their paper. */
const FOLLOWERS = new Intl.ListFormat('en-GB').format(BACKBONES.flatMap((name) => (BACKBONE_INFO[name].follows ? [BACKBONE_INFO[name].title] : [])));

const ABOUT: Record<Fidelity, string> = {
  recommended:
    'The adapter starts as “no change”, and weight decay leaves it alone. The domain is heard from the first step on. The adapter’s norm keeps running statistics, so a row gets the same prediction in any batch. The best weights are always restored.',
  reference: `U and V start as all ones. The adapter’s norm uses the evaluation batch, so a prediction depends on the other rows of its batch. The best weights are restored only if early stopping fires. ${FOLLOWERS} follow their public code rather than their papers.`,
};

const titleOf = (name: Fidelity) => choicesOf('model.fidelity').find(({ value }) => value === name)?.text;

const CHOICES: readonly FidelityChoiceKey[] = ['adapterInit', 'domainNormTraining', 'domainNormEvaluation', 'towerRows', 'domainStart', 'follows'];

/** The fidelity mode, and the choices that it bundles one by one. */
export function FidelityChoice() {
  const { config, setFidelity } = useParts('config', 'setFidelity');
  const { model } = config;
  const changed = changedChoices(model);
  const adapters = model.adapters.length > 0;
  const shared = BACKBONE_INFO[model.backbone].towers === 'shared';
  const apart = model.sharing !== 'domains';
  const reads = readsDomain(config);
  /** Why a choice does not matter to this model. */
  const idle = (key: FidelityChoiceKey): string | undefined => {
    // The meta unit has an embedding of the domain that is no input.
    if (key === 'domainStart' && !reads && model.backbone !== 'm2m') return 'The domain is no input of this model.';
    if (apart && (key === 'towerRows' || key === 'domainNormTraining')) return 'This model knows one domain.';
    if (key === 'towerRows') return shared ? 'This backbone has no tower per domain.' : undefined;
    if (key === 'follows') return BACKBONE_INFO[model.backbone].follows ? undefined : 'This backbone is the same either way.';
    if (key === 'domainStart') return undefined;
    if (!adapters) return 'Unused: this model has no adapters.';
    if (key === 'domainNormTraining' && model.towerRows === 'own' && !shared) return 'A tower sees only its own domain’s rows anyway.';
    return undefined;
  };
  return (
    <>
      <fieldset className="stack">
        <legend className="soft">Fidelity</legend>
        {FIDELITIES.map((name) => (
          <label key={name} className={styles.option}>
            <input type="radio" name="fidelity" checked={model.fidelity === name} onChange={() => setFidelity(name)} />
            <span>
              {titleOf(name)}
              <span className="soft"> {ABOUT[name]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Fold
        summary={
          <>
            Its choices, one by one
            {changed.length > 0 && `: ${changed.length} ${changed.length === 1 ? 'differs' : 'differ'} from ${titleOf(model.fidelity)}`}
          </>
        }
      >
        <div className={styles.grid}>
          {CHOICES.map((key) => (
            <SettingField
              key={key}
              path={`model.${key}`}
              disabled={idle(key) !== undefined}
              hint={idle(key) ?? (changed.includes(key) ? `differs from ${titleOf(model.fidelity)}` : undefined)}
            />
          ))}
        </div>
      </Fold>
      {inputNormOfBatch(model) && (
        <p className="note">
          As in the public code of STAR, the input is normalised by all rows that are evaluated together. So a prediction depends on the other rows of its
          batch, with or without adapters.
        </p>
      )}
      {adapters && model.adapterInit === 'authors' && (
        <p className="note">
          U and V start as all ones. The {model.bottleneck} units of the bottleneck then stay identical for ever: the generated weights have rank 1. The sigmoid
          after the down-projection starts saturated at exactly 1, because its input is the sum of z times the sum of H (about 17,000 in the median with the
          authors’ MovieLens settings). U₁, V₁ and b₁ therefore get a gradient of exactly 0, and only weight decay moves them. Choose “near the identity” to see
          an adapter that learns.
        </p>
      )}
    </>
  );
}
