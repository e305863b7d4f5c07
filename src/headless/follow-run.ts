import type { RunConfig } from '../config/run-config';
import type { RunEvent, TrainOptions } from '../protocol/run';
import type { Session } from '../protocol/session';
import { isTrained, newRun, type TrainedRun } from '../runs/record';
import { withEvent } from '../runs/with-event';

/**
 * Trains to the end, telling Node of each event.
 *
 * @param onEvent told of each event too
 * @throws Error where the run ended before its first epoch
 */
export async function followRun(
  session: Session,
  config: RunConfig,
  options: TrainOptions,
  onEvent: (event: RunEvent) => void = () => {},
): Promise<TrainedRun> {
  let run = newRun({ config });
  await session.run.train(
    config,
    (event) => {
      run = withEvent(run, event);
      onEvent(event);
      // Looks are large, and nothing that a terminal could show.
      if (event.type !== 'look' && event.type !== 'probes') void window.onRunEvent?.(event);
    },
    options,
  );
  if (!isTrained(run)) throw new Error('The run ended before its first epoch.');
  return run;
}
