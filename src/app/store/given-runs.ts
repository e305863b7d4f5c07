import { kindOfJson, OWN_JSON, type OwnJson } from '../../config/own-files';
import { errorText } from '../../lib/error-text';
import { MOST_CHARACTERS } from '../../runs/file';
import { givenRun } from '../../runs/given';
import type { RunRecord } from '../../runs/record';
import type { Deps } from './deps';
import { takeSettings } from './given-settings';
import { headOf, textOf } from './packed-text';
import { MOST_OF_VISIT } from './runs';
import { linkOf } from './settings';
import type { AppState, Slice } from './store';

/** Of files that were chosen, and of what each of them is. */
interface Sorted {
  runs: File[];
  configurations: File[];
  /** What else is ours, and no data. */
  besides: { file: File; kind: OwnJson }[];
  /** What is left for others to open. */
  others: File[];
}

const JSON_ENDINGS = ['.json', '.json.gz', '.ipynb'];

/** What `npm run experiment` makes of the runs of a folder, where its files come without the folder. */
const TABLES = /^(table|sweep)\.(md|tex|csv|json)$|^report\.html$/;

/** Tells runs from all else; beside what says that a folder is an experiment's, all else in it is made of its runs. */
async function sorted(chosen: readonly File[]): Promise<Sorted> {
  const kinds = await Promise.all(chosen.map(async (file) => (isJson(file) ? kindOfJson(await headOf(file)) : undefined)));
  const runs = chosen.filter((_, i) => kinds[i] === 'run');
  const experiment = chosen.find((_, i) => kinds[i] === 'experiment');
  const folder = experiment?.name.slice(0, experiment.name.lastIndexOf('/') + 1);
  const ofExperiment = ({ name }: File) => runs.length > 0 && folder !== undefined && (folder === '' ? TABLES.test(name) : name.startsWith(folder));
  const rest = chosen.filter((file) => !ofExperiment(file));
  const kindOf = (file: File) => kinds[chosen.indexOf(file)];
  const of = (kind: OwnJson | undefined) => rest.filter((file) => kindOf(file) === kind);
  // Of an experiment several files say what it is of.
  const said = rest.filter((file) => kindOf(file) !== 'experiment' || (file === experiment && runs.length === 0));
  const besides = said.flatMap((file) => {
    const kind = kindOf(file);
    return kind && kind !== 'run' && kind !== 'configuration' ? [{ file, kind }] : [];
  });
  return { runs, configurations: of('configuration'), besides, others: of(undefined) };
}

export const isModel = ({ name }: File) => name.toLowerCase().endsWith('.safetensors');

export const isJson = ({ name }: File) => JSON_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));

/**
 * Puts the runs among files into the list of runs, and one that is alone on the page, too. A configuration gives its settings; of all
 * else that is ours and no data it is said what to do with it.
 *
 * @returns the other files
 */
export async function takeRuns(
  chosen: readonly File[],
  set: Parameters<Slice<AppState>>[0],
  get: () => AppState,
  { session }: Pick<Deps, 'session'>,
): Promise<File[]> {
  const { runs: files, others, configurations, besides } = await sorted(chosen);
  const taken: RunRecord[] = [];
  const there: RunRecord[] = [];
  const wrong: string[] = [];
  for (const file of files) {
    try {
      if (file.size > MOST_CHARACTERS) throw new Error('it is far too long for a run.');
      const run = givenRun(await textOf(file, MOST_CHARACTERS), file.name, file.lastModified);
      const known = await knownAs(run, get, session);
      if (known === 'the same') there.push(run);
      else if (known === 'another') throw new Error('the list has another run of the same id. Remove that one first.');
      else {
        taken.push(run);
        set({ hiddenRuns: new Set([...get().hiddenRuns].filter((id) => id !== run.id)) });
        if (!(await session().library.takeRun(run))) set({ visitRuns: [...get().visitRuns, run].slice(-MOST_OF_VISIT) });
      }
    } catch (error) {
      wrong.push(`${file.name} was not opened: ${errorText(error)}`);
    }
  }
  if (taken.length > 0) await get().readLibrary();
  const [only] = [...taken, ...there];
  const alone = taken.length + there.length === 1;
  if (only && alone && get().mayReplace('The run stands in the list, and not on the page')) {
    // This clears the notes.
    get().readLink(linkOf(only.config));
    get().forgetDropped();
    set({ run: only, lastShown: only.id, endedAmid: undefined, cutOff: undefined });
  }
  // A run and a model bring their own, as all of a folder does; of several configurations nobody can tell which is meant.
  const bringsOwn = (only && alone) || others.some(isModel);
  const [configuration, ...more] = bringsOwn ? [] : configurations;
  if (configuration && more.length === 0) await takeSettings(configuration, get);
  else if (configuration) get().note(`${configurations.length} files hold settings, and none was opened. Choose one of them.`);
  for (const { file, kind } of bringsOwn ? [] : besides) get().note(`${file.name} ${OWN_JSON[kind].says}, and is no data. ${OWN_JSON[kind].fix}`);
  for (const text of wrong) get().note(text);
  const said = sayTaken(taken.length, there.length);
  if (said) get().note(said);
  return others;
}

/** Whether the list has a run of this id already. */
async function knownAs({ id, config, epochs }: RunRecord, get: () => AppState, session: Deps['session']): Promise<'the same' | 'another' | undefined> {
  const { run, visitRuns, library, hiddenRuns } = get();
  const own = [...(run ? [run] : []), ...visitRuns].find((each) => each.id === id);
  const listed = library?.runs.some((each) => each.id === id);
  if (!own && !listed) return undefined;
  if (hiddenRuns.has(id) && !listed) return undefined;
  const known = own ?? ((await session().library.record(id)) as RunRecord);
  return JSON.stringify(known.config) === JSON.stringify(config) && known.epochs.length === epochs.length ? 'the same' : 'another';
}

function sayTaken(taken: number, there: number): string | undefined {
  const runs = (count: number) => (count === 1 ? 'One run' : `${count} runs`);
  const parts = [
    ...(taken > 0 ? [`${runs(taken)} of a file ${taken === 1 ? 'stands' : 'stand'} in the list now, under Runs.`] : []),
    ...(there > 0 ? [`${runs(there)} of a file ${there === 1 ? 'was' : 'were'} in the list already.`] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : undefined;
}
