import { useRef } from 'react';
import { FileInput } from '../parts/FileInput';
import { useParts } from '../store/use-app';

/** Opens what was trained elsewhere, or taken away before: a model's weights, or runs. */
export function OpenTrained() {
  const { openFiles } = useParts('openFiles');
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" title="Weights (.safetensors), results or a configuration (.json)" onClick={() => chooser.current?.click()}>
        Open a trained model or run…
      </button>
      <FileInput chooser={chooser} id="trained-file" accept=".safetensors,.json" onFiles={openFiles} />
    </>
  );
}
