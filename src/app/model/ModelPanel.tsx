import { BACKBONE_INFO, type BackboneSetting } from '../../config/backbones';
import { BACKBONES, type ModelConfig } from '../../config/run-config';
import { NumberField, NumbersField, readNumber, readNumbers, SelectField, TextField } from '../parts/Field';
import { Panel } from '../parts/Panel';
import { isRunning } from '../store/selectors';
import { useApp } from '../store/use-app';
import { Architecture } from './Architecture';
import { FidelityChoice } from './FidelityChoice';
import styles from './model.module.css';
import { PartsTable } from './PartsTable';

/** What is trained: the backbone, where adapters sit, and the hyper-network that makes their weights. */
export function ModelPanel({ folded, onFold }: { folded: boolean; onFold: (folded: boolean) => void }) {
  const { config, preview, set } = useApp();
  const locked = useApp(isRunning);
  const { model } = config;
  const change = (part: Partial<ModelConfig>) => set({ model: part });
  const info = BACKBONE_INFO[model.backbone];
  return (
    <Panel
      title="Model"
      folded={folded}
      onFold={onFold}
      aside={
        <span className="soft">
          {info.title}
          {preview && `, ${preview.parameters.total.toLocaleString('en')} parameters`}
        </span>
      }
      about={
        <>
          <p>
            The backbone is a model of its own. After a layer with output z an adapter may add a small correction whose weights are not stored but generated for
            each row: a hyper-network, shared by all domains, reads the row and puts out a small matrix H (the instance representation matrix), and
          </p>
          <p>W_down = U₁ H V₁, W_up = U₂ H V₂, z′ = z + norm(sigmoid(z W_down + b₁) W_up + b₂).</p>
          <p>
            So domains share what makes an adapter without sharing the adapter. The cost is kept low by multiplying ((z U₁) H) V₁ from left to right: W itself
            is formed only for the pictures below.
          </p>
        </>
      }
    >
      <fieldset disabled={locked} className="stack">
        <legend className="hidden">Model</legend>
        <SelectField
          label="Backbone"
          path="model.backbone"
          hint={`${info.about} (${info.paper})`}
          value={model.backbone}
          options={BACKBONES.map((name) => ({ value: name, text: BACKBONE_INFO[name].title }))}
          onChange={(backbone) => change({ backbone })}
        />
        <Architecture />
        <Sizes model={model} change={change} />
        <FidelityChoice />
        <PartsTable />
      </fieldset>
    </Panel>
  );
}

type Change = (part: Partial<ModelConfig>) => void;
const NUMBERS: Record<BackboneSetting, string> = {
  cross: 'Cross layers',
  experts: 'Experts, shared',
  ownExperts: 'Experts of each domain',
  levels: 'Extraction levels',
};

function Sizes({ model, change }: { model: ModelConfig; change: Change }) {
  const info = BACKBONE_INFO[model.backbone];
  const adapters = model.adapters.length > 0;
  const without = adapters ? undefined : 'Without adapters there is none.';
  return (
    <div className={styles.grid}>
      <NumbersField
        label={info.towers === 'per-domain' ? 'Layers of a tower' : 'Layers of the deep network'}
        path="model.layers"
        hint="widths, such as 256, 128"
        value={model.layers}
        onChange={(layers) => changeLayers(layers, model, change)}
      />
      {info.bottom && (
        <NumbersField label={`Layers of ${info.bottom}`} path="model.bottom" hint="widths" value={model.bottom} onChange={(bottom) => change({ bottom })} />
      )}
      {info.settings.map((key) => (
        <NumberField key={key} label={NUMBERS[key]} path={`model.${key}`} value={model[key]} onChange={(value) => change({ [key]: value })} />
      ))}
      <NumberField label="Embedding width e" path="model.embedding" value={model.embedding} onChange={(embedding) => change({ embedding })} />
      <TextField
        label="Dropout"
        path="model.dropout"
        hint="share of units, one for all layers or one a layer"
        value={model.dropout}
        show={(dropout) => (typeof dropout === 'number' ? String(dropout) : dropout.join(', '))}
        read={(text) => change({ dropout: text.includes(',') ? readNumbers(text) : readNumber(text) })}
      />
      <NumberField label="Side k of H" path="model.k" disabled={!adapters} hint={without} value={model.k} onChange={(k) => change({ k })} />
      <NumberField
        label="Bottleneck r"
        path="model.bottleneck"
        disabled={!adapters}
        hint={without}
        value={model.bottleneck}
        onChange={(bottleneck) => change({ bottleneck })}
      />
      <NumbersField
        label="Layers of the hyper-network"
        path="model.hyper"
        disabled={!adapters}
        hint={without ?? 'widths before its k² outputs'}
        value={model.hyper}
        onChange={(hyper) => change({ hyper })}
      />
    </div>
  );
}

/** Adapters keep their layers where these still exist; one after the last layer moves along with it. */
function changeLayers(layers: number[], model: ModelConfig, change: Change): void {
  const moved = model.adapters.map((layer) => (layer === model.layers.length ? layers.length : layer)).filter((layer) => layer >= 1 && layer <= layers.length);
  // One share a layer fits no other number of layers.
  const dropout = Array.isArray(model.dropout) && model.dropout.length !== layers.length ? { dropout: 0 } : {};
  change({ layers, adapters: [...new Set(moved)], ...dropout });
}
