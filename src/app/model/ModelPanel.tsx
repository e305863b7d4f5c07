import { BACKBONES, FIDELITIES, type ModelConfig } from '../../config/run-config';
import { readNumber, readNumbers, SelectField, TextField } from '../parts/Field';
import { Panel } from '../parts/Panel';
import { isRunning, useApp } from '../store/store';
import { Architecture } from './Architecture';
import styles from './model.module.css';

const BACKBONE_NAMES = { mlp: 'MLP, one tower per domain' } as const;

/** What is trained: the backbone, where adapters sit, and the hyper-network that makes their weights. */
export function ModelPanel({ folded, onFold }: { folded: boolean; onFold: (folded: boolean) => void }) {
  const { config, preview, set } = useApp();
  const locked = useApp(isRunning);
  const { model } = config;
  const change = (part: Partial<ModelConfig>) => set({ model: part });
  const adapters = model.adapters.length > 0;
  return (
    <Panel
      title="Model"
      folded={folded}
      onFold={onFold}
      aside={<span className="soft">{preview ? `${preview.parameters.total.toLocaleString('en')} parameters` : ''}</span>}
      about={
        <>
          <p>
            Every domain has a tower of layers of its own over the same input x₀. After a layer with output z an adapter may add a small correction whose
            weights are not stored but generated for each row: a hyper-network, shared by all domains, reads the row and puts out a small matrix H (the instance
            representation matrix), and
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
        <Architecture />
        <SelectField
          label="Backbone"
          path="model.backbone"
          value={model.backbone}
          options={BACKBONES.map((name) => ({ value: name, text: BACKBONE_NAMES[name] }))}
          onChange={(backbone) => change({ backbone })}
        />
        <div className={styles.grid}>
          <TextField
            label="Layers of a tower"
            path="model.layers"
            hint="widths, such as 256, 128"
            value={model.layers}
            show={(layers) => layers.join(', ')}
            read={(text) => readLayers(text, model, change)}
          />
          <TextField
            label="Embedding width e"
            path="model.embedding"
            value={model.embedding}
            show={String}
            read={(text) => change({ embedding: readNumber(text) })}
          />
          <TextField
            label="Side k of H"
            path="model.k"
            disabled={!adapters}
            hint={adapters ? '' : 'Without adapters there is no H.'}
            value={model.k}
            show={String}
            read={(text) => change({ k: readNumber(text) })}
          />
          <TextField
            label="Bottleneck r"
            path="model.bottleneck"
            disabled={!adapters}
            hint={adapters ? '' : 'Without adapters there is none.'}
            value={model.bottleneck}
            show={String}
            read={(text) => change({ bottleneck: readNumber(text) })}
          />
          <TextField
            label="Layers of the hyper-network"
            path="model.hyper"
            disabled={!adapters}
            hint={adapters ? 'widths before its k² outputs' : 'Without adapters there is none.'}
            value={model.hyper}
            show={(layers) => layers.join(', ')}
            read={(text) => change({ hyper: readNumbers(text) })}
          />
        </div>
        <fieldset className="stack">
          <legend className="soft">Fidelity</legend>
          {FIDELITIES.map((name) => (
            <label key={name} className={styles.option}>
              <input type="radio" name="fidelity" checked={model.fidelity === name} onChange={() => change({ fidelity: name })} />
              <span>
                {name === 'recommended' ? 'Recommended' : 'Reference, as the authors’ code'}
                <span className="soft"> {FIDELITY_TEXT[name]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {adapters && model.fidelity === 'reference' && (
          <p className="note">
            In reference mode U and V start as all ones. The {model.bottleneck} units of the bottleneck then stay identical for ever (the generated weights have
            rank 1), and the sigmoid starts saturated at exactly 1, so that U₁, V₁ and b₁ get no gradient.
          </p>
        )}
        <PartsTable />
      </fieldset>
    </Panel>
  );
}

const FIDELITY_TEXT = {
  recommended:
    'The adapter starts as “no change”; its norm keeps running statistics, so a row predicts the same alone or in any batch; the best weights are always restored.',
  reference:
    'All-ones start; the adapter’s norm uses the evaluation batch, so a prediction depends on its neighbours; the best weights are restored only if early stopping fires.',
};

/** Adapters keep their layers where these still exist; one after the last layer moves along with it. */
function readLayers(text: string, model: ModelConfig, change: (part: Partial<ModelConfig>) => void): void {
  const layers = readNumbers(text);
  const moved = model.adapters.map((layer) => (layer === model.layers.length ? layers.length : layer)).filter((layer) => layer >= 1 && layer <= layers.length);
  change({ layers, adapters: [...new Set(moved)] });
}

function PartsTable() {
  const { preview } = useApp();
  if (!preview) return null;
  const { total, parts, backbone } = preview.parameters;
  return (
    <table>
      <caption className="hidden">Parameters by part</caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col" className="number">
            Parameters
          </th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(parts).map(([part, count]) => (
          <tr key={part}>
            <th scope="row">{part}</th>
            <td className="number">{count.toLocaleString('en')}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">all (the backbone alone)</th>
          <td className="number">
            {total.toLocaleString('en')} ({backbone.toLocaleString('en')})
          </td>
        </tr>
      </tbody>
    </table>
  );
}
