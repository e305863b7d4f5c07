import { hasHyperNetwork } from '../../config/adapter-kinds';
import { aboutBackbone, BACKBONE_WORDS } from '../../config/backbone-words';
import { BACKBONE_INFO, SHARING_INFO } from '../../config/backbones';
import type { ModelConfig } from '../../config/run-config';
import { SettingField } from '../parts/SettingField';
import { Sheet } from '../parts/Sheet';
import { useApp, useParts } from '../store/use-app';
import { TourTarget } from '../tour/TourTarget';
import { Architecture } from './Architecture';
import { ADAPTER_TEXTS } from './adapter-texts';
import { FidelityChoice } from './FidelityChoice';
import styles from './model.module.css';
import { PartsTable } from './PartsTable';

/** What is trained: the backbone, where adapters sit, and the hyper-network that makes their weights. */
export function ModelSheet(sheet: { open: boolean; onClose: () => void }) {
  const { config } = useParts('config');
  const { model } = config;
  const [info, { paper }] = [BACKBONE_INFO[model.backbone], BACKBONE_WORDS[model.backbone]];
  return (
    <Sheet
      {...sheet}
      title="Model"
      settings="model"
      about={
        <>
          <p>
            The backbone is a model of its own. After a layer with output z, an adapter may add a small correction. HAMUR does not store the adapter’s weights:
            they are generated for each row. A hyper-network, shared by all domains, reads the row and gives a small matrix H, the instance representation
            matrix. Then
          </p>
          <p>W_down = U₁ H V₁, W_up = U₂ H V₂, z′ = z + norm(sigmoid(z W_down + b₁) W_up + b₂).</p>
          <p>
            So the domains share the network that makes adapters, but not the adapters. To keep the cost low, ((z U₁) H) V₁ is multiplied from left to right. W
            itself is formed only for the pictures.
          </p>
        </>
      }
    >
      <p className={styles.lead}>
        <b>{info.title}.</b> {aboutBackbone(model)} <span className="soft">({paper})</span>
        {model.sharing !== 'domains' && <> Here it is a baseline. {SHARING_INFO[model.sharing]}</>}
      </p>
      <div className={styles.columns}>
        <TourTarget of={['drawing']}>
          <Architecture />
        </TourTarget>
        <div className="stack">
          <SharingChoice model={model} />
          <AdapterChoice model={model} />
          <Sizes model={model} />
          <FidelityChoice />
          <PartsTable />
        </div>
      </div>
    </Sheet>
  );
}

/** Two baselines stand beside what the backbone does: they tell what sharing is good for. */
function SharingChoice({ model }: { model: ModelConfig }) {
  const set = useApp((state) => state.set);
  /** Separate models have no adapters; who comes back from them has the usual one again. */
  const withAdapters = (sharing: ModelConfig['sharing']) => {
    if (sharing === 'separate') return { sharing, adapters: [] };
    return { sharing, ...(model.sharing === 'separate' && { adapters: [model.layers.length] }) };
  };
  return (
    <SettingField
      path="model.sharing"
      hint="The last two are baselines: does it help to model the domains?"
      onChange={(sharing) => set({ model: withAdapters(sharing) })}
    />
  );
}

/** HAMUR, or a relative that leaves a part of it out: they tell what the hyper-network is good for. */
function AdapterChoice({ model }: { model: ModelConfig }) {
  const { about, paper } = ADAPTER_TEXTS[model.adapterKind];
  const adapters = model.adapters.length > 0;
  return (
    <SettingField
      path="model.adapterKind"
      disabled={!adapters}
      hint={
        adapters ? (
          <>
            {about} ({paper})
          </>
        ) : (
          NO_ADAPTERS
        )
      }
    />
  );
}

const NO_ADAPTERS = 'Unused: this model has no adapters.';

function Sizes({ model }: { model: ModelConfig }) {
  const set = useApp((state) => state.set);
  const info = BACKBONE_INFO[model.backbone];
  const adapters = model.adapters.length > 0;
  const perDomain = info.towers === 'per-domain' && model.sharing === 'domains';
  const ofAdapters = { disabled: !adapters, ...(!adapters && { hint: NO_ADAPTERS }) };
  const ofHyper = adapters && !hasHyperNetwork(model) ? { disabled: true, hint: 'Unused: these adapters have no hyper-network.' } : ofAdapters;
  return (
    <div className={styles.grid}>
      <SettingField
        path="model.layers"
        label={perDomain ? 'Layers of a tower' : info.towers === 'per-domain' ? 'Layers of the tower' : 'Layers of the deep network'}
        onChange={(layers) => set({ model: withLayers(model, layers) })}
      />
      {info.bottom && <SettingField path="model.bottom" label={`Layers of ${info.bottom}`} />}
      {info.settings.map((name) => (
        <SettingField key={name} path={`model.${name}`} />
      ))}
      <SettingField path="model.embedding" />
      <SettingField path="model.dropout" />
      <SettingField path="model.bottleneck" {...ofAdapters} />
      <SettingField path="model.hyper" {...ofHyper} />
      <SettingField path="model.hyperDropout" {...ofHyper} />
    </div>
  );
}

/** Adapters keep their layers where these still exist; one after the last layer moves along with it. */
function withLayers(model: ModelConfig, layers: number[]): Partial<ModelConfig> {
  const moved = model.adapters.map((layer) => (layer === model.layers.length ? layers.length : layer)).filter((layer) => layer >= 1 && layer <= layers.length);
  // One share a layer fits no other number of layers.
  const dropout = Array.isArray(model.dropout) && model.dropout.length !== layers.length ? { dropout: 0 } : {};
  return { layers, adapters: [...new Set(moved)], ...dropout };
}
