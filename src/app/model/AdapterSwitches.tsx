import { useApp, useParts } from '../store/use-app';
import styles from './model.module.css';

/** Turns the adapter after a layer on or off. */
export function useAdapters() {
  const { config, set } = useParts('config', 'set');
  const { adapters } = config.model;
  return {
    adapters,
    toggle: (layer: number) =>
      set({ model: { adapters: adapters.includes(layer) ? adapters.filter((each) => each !== layer) : [...adapters, layer].sort((a, b) => a - b) } }),
  };
}

/** Which layers have an adapter after them, one small switch a layer. */
export function AdapterSwitches() {
  const layers = useApp((state) => (state.config.model.sharing === 'separate' ? 0 : state.config.model.layers.length));
  const { adapters, toggle } = useAdapters();
  if (layers === 0) return null;
  return (
    <fieldset className={styles.switches}>
      <legend className="hidden">Adapters</legend>
      <span aria-hidden="true" className="soft">
        Adapters after
      </span>
      {Array.from({ length: layers }, (_, i) => i + 1).map((layer) => (
        <button
          key={layer}
          type="button"
          role="switch"
          aria-checked={adapters.includes(layer)}
          aria-label={`Adapter after layer ${layer}`}
          onClick={() => toggle(layer)}
        >
          {layer}
        </button>
      ))}
    </fieldset>
  );
}
