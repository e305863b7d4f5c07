import { resolve } from 'node:path';
import type { Sweep } from '../config/sweep';
import { toCsv } from '../exports/csv';
import { counted } from '../lib/counted';
import { UserError } from '../lib/user-error';
import { sweepAnswer } from '../runs/experiment/sweep-answer';
import { sweepLatex, sweepMarkdown, sweepRows } from '../runs/experiment/sweep-formats';
import { nextOf, type SweepJob } from '../runs/experiment/sweep-next';
import type { SweepState } from '../runs/experiment/sweep-scores';
import type { ExperimentArguments } from './experiment-arguments';
import { ExperimentFolder } from './experiment-folder';
import { trainRuns } from './experiment-runs';

/** A sweep without a window: configurations, rung by rung, and the best of them by validation. It goes on where it stopped. */
export async function runSweep(args: ExperimentArguments, { contestants, seeds, sweep: plan }: Sweep): Promise<void> {
  const folder = new ExperimentFolder(resolve(args.out));
  folder.open(contestants);
  const nameOf = ({ contestant, epochs }: Pick<SweepJob, 'contestant' | 'epochs'>) =>
    epochs === plan.rungs.at(-1) ? contestant.name : `${contestant.name} (${epochs} epochs)`;
  const asked = contestants.flatMap((contestant) =>
    plan.rungs.flatMap((epochs) => seeds.map((seed) => ({ contestant: contestant.name, seed, as: nameOf({ contestant, epochs }) }))),
  );
  const state: SweepState = { plan, contestants, seeds, outcomes: folder.outcomes(asked), failed: [] };
  console.log(`${counted(contestants.length, 'configuration')}, ${counted(seeds.length, 'seed')}: ${counted(state.outcomes.length, 'run')} there.`);
  for (let { jobs } = nextOf(state); jobs.length > 0; { jobs } = nextOf(state)) {
    if (plan.rungs.length > 1) console.log(`${counted(jobs.length, 'run')} of at most ${counted(jobs[0]?.epochs ?? 0, 'epoch')}.`);
    const own = (job: SweepJob) => (plan.rungs.length === 1 ? { contestant: job.contestant, seed: job.seed } : { ...job, name: nameOf(job) });
    const failed = await trainRuns(args, folder, jobs.map(own));
    state.failed = [...state.failed, ...failed.map(({ contestant, seed }) => ({ contestant: contestant.name, seed }))];
    const outcomes = folder.outcomes(asked);
    // Whatever went wrong, it is not tried for ever.
    if (outcomes.length === state.outcomes.length && failed.length === 0) throw new Error('The runs are not what the sweep asked for.');
    state.outcomes = outcomes;
  }

  const found = sweepAnswer(state);
  const markdown = sweepMarkdown(state);
  folder.write('sweep.md', `${[found.sentences.join(' '), markdown].join('\n\n')}\n`);
  folder.write('sweep.tex', `${sweepLatex(state)}\n`);
  folder.write('sweep.csv', toCsv(sweepRows(state)));
  folder.write('sweep.json', `${JSON.stringify({ sweep: plan, seeds, ...found, configurations: sweepRows(state) }, undefined, 2)}\n`);
  console.log(`\n${found.sentences.join('\n')}\n\n${markdown}\n\nWritten to ${resolve(args.out)}.`);
  const { length } = state.failed;
  if (length > 0) throw new UserError(`${counted(length, 'run')} failed`, undefined, 'The same command tries them again.');
}
