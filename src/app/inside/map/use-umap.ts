import { useEffect, useRef, useState } from 'react';
import { align } from '../../../measures/projection/align';
import { umap } from '../../../wire/umap';
import type { Shown } from '../use-shown';

/**
 * UMAP of a look's rows, in a worker of its own; turned towards the PCA map that it takes the place of. While training goes on, what
 * was begun is finished before a newer look is taken up.
 */
export function useUmap(
  look: Shown['look'] | undefined,
  seed: number,
  towards: Float64Array,
): { coordinates?: Float64Array; progress?: number; error?: string } {
  const [state, setState] = useState<{ of?: Shown['look']; coordinates?: Float64Array; progress?: number; error?: string }>({});
  const wanted = look !== undefined;
  const busy = state.progress !== undefined;
  const next = look?.instances && !busy && state.of !== look ? look : undefined;
  const stop = useRef<() => void>(() => {});
  useEffect(() => {
    if (!next?.instances) return;
    setState({ of: next, progress: 0 });
    stop.current = umap(next.instances.h, next.k ** 2, seed, {
      onProgress: (progress) => setState({ of: next, progress }),
      onDone: (coordinates) => setState({ of: next, coordinates: align(coordinates, towards, coordinates.length / 2) }),
      onError: (error) => setState({ of: next, error }),
    });
  }, [next, seed, towards]);
  // Given up when it is no longer wanted, and when the view goes.
  useEffect(() => {
    if (!wanted) return;
    return () => {
      stop.current();
      setState({});
    };
  }, [wanted]);
  return wanted ? state : {};
}
