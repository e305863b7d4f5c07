import { type ReactNode, useEffect, useState } from 'react';
import { usesK } from '../../config/adapter-kinds';
import { withIsolatedQuotes } from '../../lib/isolated';
import { DemoChoice } from '../data/DemoChoice';
import { FileChoice } from '../data/FileChoice';
import { AdapterSwitches } from '../model/AdapterSwitches';
import { focusOpener } from '../parts/focus-opener';
import { later } from '../parts/later';
import { KNOB_NAMES, panelOf, type SettingsPanel, sayAllOnPage } from '../parts/problems';
import { SettingField } from '../parts/SettingField';
import { alarmCount } from '../store/leaks';
import { isRunning, mayBeTrouble } from '../store/selectors';
import { useAlarms } from '../store/use-alarms';
import { useApp, useParts } from '../store/use-app';
import type { SheetName } from '../store/views';
import { TourTarget } from '../tour/TourTarget';
import styles from './strip.module.css';
import { dataSummary, modelSummary, readingText, trainingSummary } from './summaries';

/** Each is loaded when it is first opened, and then stays: what was typed in it stays too. */
const SHEETS = {
  data: later('The data settings', async () => (await import('../data/DataSheet')).DataSheet),
  model: later('The model settings', async () => (await import('../model/ModelSheet')).ModelSheet),
  train: later('The training settings', async () => (await import('../train/TrainingSheet')).TrainingSheet),
  kept: later('What is kept', async () => (await import('../kept/KeptSheet')).KeptSheet),
  share: later('Share', async () => (await import('../share/ShareSheet')).ShareSheet),
  files: later('Take away', async () => (await import('../take-away/TakeAwaySheet')).TakeAwaySheet),
};

const DataTrouble = later('What is wrong with the data', async () => (await import('../data/DataTrouble')).DataTrouble);

const TITLES: Record<SettingsPanel, string> = { data: 'Data', model: 'Model', train: 'Training' };

/** Data, model, training: what they are in a line each, the settings that people play with, and the way to all others. */
export function Strip() {
  const { table, opening, preview, config, sheet, openSheet } = useParts('table', 'opening', 'preview', 'config', 'sheet', 'openSheet');
  const running = useApp(isRunning);
  const troubled = useApp(mayBeTrouble);
  const [seen, setSeen] = useState<ReadonlySet<SheetName>>(new Set());
  useEffect(() => {
    if (sheet) setSeen((before) => (before.has(sheet) ? before : new Set([...before, sheet])));
  }, [sheet]);
  useEffect(() => {
    if (!sheet) return;
    /** No sheet is modal: whoever goes on in the page behind it is done with it. The top bar is not behind it, nor is the tour. */
    const leave = ({ target }: Event) => {
      if (target instanceof Element && target.closest('body > *') && !target.closest('[data-top], [data-tour]')) openSheet(undefined);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [sheet, openSheet]);
  const close = () => {
    focusOpener(sheet);
    openSheet(undefined);
  };
  return (
    <div className={styles.strip} data-top>
      <TourTarget of={['strip']}>
        <nav aria-label="Settings" className={styles.steps}>
          <Step panel="data" summary={opening ? readingText(opening) : dataSummary(table, preview, config.data)}>
            <DemoChoice />
            <FileChoice />
          </Step>
          <Step panel="model" summary={modelSummary(config.model, preview)}>
            <SettingField compact path="model.backbone" />
            <AdapterSwitches />
            <SettingField compact path="model.k" shown={KNOB_NAMES['model.k']} disabled={config.model.adapters.length === 0 || !usesK(config.model)} />
          </Step>
          <Step panel="train" summary={trainingSummary(config)}>
            <SettingField compact path="seed" />
            <span className={`soft ${styles.next}`} role="status">
              {running && 'Changes count for the next run.'}
            </span>
          </Step>
        </nav>
      </TourTarget>
      {troubled && <DataTrouble />}
      {(Object.keys(SHEETS) as SheetName[]).map((panel) => {
        const Shown = SHEETS[panel];
        return (seen.has(panel) || sheet === panel) && <Shown key={panel} open={sheet === panel} onClose={close} />;
      })}
    </div>
  );
}

/** That something gives the label away, wherever the person looks, and the way to what it is. */
function Alarms() {
  const { showAlarms } = useParts('showAlarms');
  const alarms = useAlarms();
  const [first] = alarms;
  if (!first) return null;
  return (
    <button type="button" className={styles.alarms} title={withIsolatedQuotes(first.message)} onClick={showAlarms}>
      <span className="hidden">Show </span>
      {alarmCount(alarms)}
    </button>
  );
}

/** One step of the flow: what people play with, and below it all of it in a line that opens the rest. */
function Step({ panel, summary, children }: { panel: SettingsPanel; summary: string; children: ReactNode }) {
  const { sheet, openSheet, problems } = useParts('sheet', 'openSheet', 'problems');
  const open = sheet === panel;
  const here = problems.filter((problem) => panelOf(problem) === panel);
  const wrong = here.length > 0 && !open;
  return (
    <div className={styles.step} data-panel={panel}>
      <div className={styles.knobs}>{children}</div>
      <div className={styles.line}>
        <button type="button" data-opens={panel} className={styles.opener} aria-expanded={open} onClick={() => openSheet(open ? undefined : panel)}>
          <b>{TITLES[panel]}</b>
          <span className={styles.summary} title={summary} style={wrong ? { visibility: 'hidden' } : undefined}>
            {summary}
          </span>
          <span aria-hidden="true">{open ? '▴' : '▾'}</span>
        </button>
        {panel === 'data' && !wrong && <Alarms />}
      </div>
      {wrong && (
        <p className={styles.problem} role="alert">
          {sayAllOnPage(here)}
        </p>
      )}
    </div>
  );
}
