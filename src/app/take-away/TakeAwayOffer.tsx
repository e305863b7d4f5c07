import { isActive, type RunRecord } from '../../runs/record';
import { useParts } from '../store/use-app';

/** The way to the files of an ended run. */
export function TakeAwayOffer({ run }: { run: RunRecord }) {
  const { sheet, openSheet } = useParts('sheet', 'openSheet');
  if (isActive(run)) return null;
  return (
    <div className="row" data-print="hide">
      <button type="button" data-opens="files" aria-expanded={sheet === 'files'} onClick={() => openSheet('files')}>
        Take away…
      </button>
      <span className="soft">A report, all figures, tables, weights, predictions, a project for PyTorch: as files.</span>
    </div>
  );
}
