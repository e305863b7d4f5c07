import { useState } from 'react';
import { torchRefusal } from '../../exports/pytorch/refusal';
import { errorText } from '../../lib/error-text';
import { isActive, isStored, isTrained, type RunRecord } from '../../runs/record';
import { saveBytes } from '../figure/save';
import { slug } from '../figure/slug';
import { useApp, useSession } from '../store/use-app';

type Told = { state: 'making' } | { state: 'saved'; bytes: number } | { state: 'failed'; message: string };

/** The trained model as a project that goes on in Python; of a run whose model is here. */
export function PytorchProject({ run }: { run: RunRecord }) {
  const session = useSession();
  const here = useApp((state) => state.run?.id === run.id);
  const [told, setTold] = useState<Told>();
  if (!here || !isTrained(run) || isActive(run) || isStored(run)) return null;
  const refusal = torchRefusal(run.config.model);
  if (refusal)
    return (
      <section aria-label="Go on in Python">
        <p className="soft">{errorText(refusal)}</p>
      </section>
    );
  const save = async () => {
    setTold({ state: 'making' });
    try {
      const [parts, { pytorchProject }] = await Promise.all([session().run.torch(), import('../../exports/pytorch/project')]);
      const zip = pytorchProject(parts, run);
      saveBytes(zip, `hamur-${slug(run.data.name)}-pytorch.zip`, 'application/zip');
      setTold({ state: 'saved', bytes: zip.length });
    } catch (error) {
      setTold({ state: 'failed', message: errorText(error) });
    }
  };
  return (
    <section className="stack" aria-label="Go on in Python">
      <div className="row">
        <button type="button" disabled={told?.state === 'making'} onClick={save}>
          Save as a PyTorch project
        </button>
        <span role="status" className="soft">
          {told?.state === 'making' && 'Being made…'}
          {told?.state === 'saved' && `Saved: ${(told.bytes / 1e6).toFixed(1)} MB.`}
        </span>
      </div>
      {told?.state === 'failed' && (
        <p className="error" role="alert">
          {told.message}
        </p>
      )}
      <p className="soft">
        A zip: the model as readable Python with its weights, encoding and split; training on one machine or many, serving, ONNX; and tests that hold it against
        this page. With it go all values of the vocabularies, all values of columns that are scaled by quantiles, and up to 1,000 rows of the data; of a demo,
        all rows.
      </p>
    </section>
  );
}
