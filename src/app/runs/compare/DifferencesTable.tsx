import { settingAt } from '../../../config/settings';
import { labelOf } from '../../../config/settings/setting';
import { Swatch } from '../../parts/Swatch';
import { Table } from '../../parts/Table';
import type { ListedRun } from '../listed';
import styles from '../runs.module.css';
import { differingPaths, settingText } from '../setting-texts';

/** The settings in which some runs differ, and no others. */
export function DifferencesTable({ runs, nameOf, colours }: { runs: readonly ListedRun[]; nameOf: (id: string) => string; colours: readonly number[] }) {
  const paths = differingPaths(runs.map(({ config }) => config));
  if (paths.length === 0) return <p>All settings are the same.</p>;
  return (
    <div className="stack">
      <h3>Settings that differ</h3>
      <Table
        caption="Settings that differ"
        shape="wide"
        className={styles.settings ?? ''}
        columns={['Setting', ...runs.map(({ id }, i) => ({ head: <RunHead name={nameOf(id)} colour={colours[i] as number} /> }))]}
        rows={paths.map((path) => ({
          key: path,
          cells: [labelOf(settingAt(path)), ...runs.map(({ id, config }) => <bdi key={id}>{settingText(config, path)}</bdi>)],
        }))}
      />
    </div>
  );
}

/** A run at the head of a column, with the colour of its lines. */
export function RunHead({ name, colour }: { name: string; colour: number }) {
  return (
    <>
      <Swatch domain={colour} />
      <bdi>{name}</bdi>
    </>
  );
}
