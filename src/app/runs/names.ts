import { modelTitle } from '../../config/backbones';
import { DEMOS } from '../../config/demos';
import type { RunConfig } from '../../config/run-config';
import { SETTING_PATHS, type SettingPath } from '../../config/settings';
import type { KeptRun } from '../../protocol/library';
import { differingPaths, onlyFollows, shortText, valueKey } from './setting-texts';

type Named = Pick<KeptRun, 'id' | 'dataName' | 'config'>;

/** The data as the page calls them. */
export function dataTitle({ dataName, config }: Pick<KeptRun, 'dataName' | 'config'>): string {
  const demo = 'demo' in config.data.source ? DEMOS.find(({ name }) => name === dataName)?.title : undefined;
  return demo ?? dataName;
}

/** What the data column, the seed's and the engine's say by themselves. */
const ELSEWHERE: readonly SettingPath[] = ['data.source', 'seed', 'engine'];
const OF_DATA = SETTING_PATHS.filter((path) => path.startsWith('data.') && !ELSEWHERE.includes(path));
/** What the model's title says. */
const OF_TITLE: readonly SettingPath[] = ['model.backbone', 'model.sharing', 'model.adapterKind'];
const OTHER = SETTING_PATHS.filter((path) => !path.startsWith('data.') && !OF_TITLE.includes(path) && !ELSEWHERE.includes(path));

/** A longer list of differences is cut: the comparison shows them all. */
const MOST_NAMED = 4;
const LONGEST = 40;

/**
 * Names of runs, made of their model and of what differs among them: `DCN + HAMUR, k 30`. What says of the data how they are read counts
 * only where it differs among runs of the same data.
 *
 * @param among the runs whose differences count; left out: all
 * @returns by id; the seed is left out
 */
export function namesOf(runs: readonly Named[], among: readonly Named[] = runs): Map<string, string> {
  const configs = among.map(({ config }) => config);
  const differing = differingPaths(configs, OTHER);
  const ofData = new Set<SettingPath>();
  for (const same of byData(among).values()) for (const path of differingPaths(same, OF_DATA)) ofData.add(path);
  const paths = [...differing, ...ofData].filter((path) => !onlyFollows(configs, path) && !saidByModel(configs, path));
  const texts = new Map<string, string>();
  return new Map(
    runs.map(({ id, config }) => {
      const key = [...OF_TITLE.map((path) => valueKey(config, path)), valueKey(config, 'model.adapters'), ...paths.map((path) => valueKey(config, path))].join(
        '\n',
      );
      const text = texts.get(key) ?? nameText(config, paths);
      texts.set(key, text);
      return [id, text];
    }),
  );
}

/** Names with seeds, where these differ, and each its own: for runs that are compared. */
export function fullNames(runs: readonly (Named & Pick<KeptRun, 'dataHash'>)[]): Map<string, string> {
  const names = namesOf(runs);
  const seeds = new Set(runs.map(({ config }) => config.seed)).size > 1;
  const data = new Set(runs.map(({ dataHash }) => dataHash)).size > 1;
  const taken = new Map<string, number>();
  return new Map(
    runs.map((run) => {
      const name = [data ? dataTitle(run) : '', names.get(run.id), seeds ? `seed ${run.config.seed}` : ''].filter(Boolean).join(', ');
      const times = (taken.get(name) ?? 0) + 1;
      taken.set(name, times);
      return [run.id, times > 1 ? `${name} (${times})` : name];
    }),
  );
}

function nameText(config: RunConfig, paths: readonly SettingPath[]): string {
  const own = paths.filter((path) => path !== 'model.adapters' || config.model.adapters.length > 0);
  const parts = own.slice(0, MOST_NAMED).map((path) => cut(shortText(config, path)));
  const more = own.length - parts.length;
  return [modelTitle(config.model), ...parts, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** Whether runs have adapters is in the model's title; where they stand is not. */
function saidByModel(configs: readonly RunConfig[], path: SettingPath): boolean {
  if (path !== 'model.adapters') return false;
  const places = new Set(configs.filter(({ model }) => model.adapters.length > 0).map((config) => valueKey(config, path)));
  return places.size < 2;
}

function byData(runs: readonly Named[]): Map<string, RunConfig[]> {
  const found = new Map<string, RunConfig[]>();
  for (const { dataName, config } of runs) {
    const same = found.get(dataName);
    if (same) same.push(config);
    else found.set(dataName, [config]);
  }
  return found;
}
