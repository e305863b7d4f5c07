import type { ExperimentRecord } from '../../runs/experiment/record';
import type { ExperimentTable } from '../../runs/experiment/table';
import { saveText } from '../figure/save';
import { slug } from '../figure/slug';
import { CopyButton } from '../parts/CopyButton';
import styles from './compare.module.css';
import { copiesOf } from './copies';

/** Takes the table along: copied, or as a file. */
export function Copies({ table, experiment, seeds }: { table: ExperimentTable; experiment: ExperimentRecord; seeds: readonly number[] }) {
  const copies = copiesOf(table, experiment, seeds);
  const report = async () => {
    const { experimentReport } = await import('../../runs/report/experiment-report');
    saveText(experimentReport(table, experiment, seeds, experiment.data), `${slug(experiment.data.name)}-report.html`);
  };
  return (
    <div className={styles.copies} data-print="hide">
      <div className="row">
        <span className="soft">Copy as</span>
        {copies.map(({ name, text }) => (
          <CopyButton key={name} label={name} text={text} />
        ))}
      </div>
      <div className="row">
        <span className="soft">Save as</span>
        {copies.map(({ name, ending, text }) => (
          <button
            key={name}
            type="button"
            aria-label={`Save the table as .${ending}`}
            onClick={() => saveText(text(), `${slug(experiment.data.name)}-comparison.${ending}`)}
          >
            .{ending}
          </button>
        ))}
        <button
          type="button"
          title="All of it in one file that needs no network: answers, method, tables, drawings, configurations"
          onClick={() => void report()}
        >
          Report (.html)
        </button>
      </div>
    </div>
  );
}
