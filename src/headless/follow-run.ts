import type { RunConfig } from '../config/run-config';
import type { RunEvent, TrainOptions } from '../protocol/run';
import type { Session } from '../protocol/session';
import { isTrained, newRun, type TrainedRun } from '../runs/record';
import { withEvent } from '../runs/with-event';

/**
 * Trains to the end, or tests a model from a file, telling Node of each event.
 *
 * @param onEvent told of each event too
 * @param file a model that is tested, and not trained
 * @throws Error where the run ended before its first epoch
 */
export async function followRun(
  session: Session,
  config: RunConfig,
  options: TrainOptions,
  onEvent: (event: RunEvent) => void = () => {},
  file?: File,
): Promise<TrainedRun> {
  let run = newRun({ config });
  const tell = (event: RunEvent) => {
    run = withEvent(run, event);
    onEvent(event);
    // Looks are large, and nothing that a terminal could show.
    if (event.type !== 'look' && event.type !== 'probes') void window.onRunEvent?.(event);
  };
  const { rowsFile, inside } = options;
  if (file) await session.run.open(file, config, tell, { ...(rowsFile && { rowsFile }), inside: inside !== false });
  else await session.run.train(config, tell, options);
  if (!isTrained(run)) throw new Error('The run ended before its first epoch.');
  return run;
}
