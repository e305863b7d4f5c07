import { useEffect, useRef } from 'react';
import { counted } from '../../lib/counted';
import type { Job } from '../../runs/experiment/record';
import { useApp } from '../store/use-app';
import styles from './queue.module.css';

/** What waits, in its order, which can be changed. */
export function Waiting({ jobs, mayMove }: { jobs: readonly Job[]; mayMove: boolean }) {
  const moveJob = useApp((state) => state.moveJob);
  const list = useRef<HTMLOListElement>(null);
  const pressed = useRef<{ name: string; place: number; verb: string }>(undefined);
  const waiting = jobs.filter(({ state }) => state === 'waiting');
  // The button that was pressed moves with its row, and keeps the focus; where it cannot be pressed any more, another of its row has it.
  useEffect(() => {
    const { name, place, verb } = pressed.current ?? {};
    const row = place === undefined ? undefined : list.current?.children[place];
    if (!row || row.getAttribute('data-job') !== name) return;
    pressed.current = undefined;
    (row.querySelector<HTMLElement>(`[data-verb="${verb}"]:enabled`) ?? row.querySelector<HTMLElement>('button:enabled'))?.focus();
  });
  return (
    <details className={styles.waiting}>
      <summary>{counted(waiting.length, 'run waits', 'runs wait')}</summary>
      <ol ref={list} aria-label="Runs that wait">
        {waiting.map((job, i) => {
          const name = `${job.contestant}, seed ${job.seed}`;
          const button = (verb: string, text: string, place: number, may: boolean) => (
            <button
              type="button"
              data-verb={verb}
              disabled={!may}
              aria-label={`${text}: ${name}`}
              onClick={() => {
                pressed.current = { name, place, verb };
                moveJob(job.contestant, job.seed, place);
              }}
            >
              {text}
            </button>
          );
          return (
            <li key={name} data-job={name}>
              <bdi>{name}</bdi>
              {mayMove && (
                <span className={styles.buttons}>
                  {button('first', 'First', 0, i > 0)}
                  {button('up', 'Up', i - 1, i > 0)}
                  {button('down', 'Down', i + 1, i < waiting.length - 1)}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
