import { completeRunConfig } from '../config/complete';
import { DEMOS, type DemoInfo } from '../config/demos';
import type { Backbone, RunConfig } from '../config/run-config';

/** A run that comes with the page: a demo, with the default settings of a backbone. */
export interface StoredRun {
  /** Also the id of its record. */
  name: string;
  demo: string;
  backbone: Backbone;
}

/** What a stored run may weigh, gzipped, in bytes. */
export const MOST_GZIPPED = 150 * 1024;

/** Every demo with the default backbone and with another whose domains share all but the adapters; and the paper's first model, where domains conflict. */
export const STORED_RUNS: readonly StoredRun[] = [
  ...DEMOS.flatMap(({ name }) => [stored(name, 'dcn'), stored(name, 'wide-deep')]),
  stored((DEMOS[0] as DemoInfo).name, 'mlp'),
];

/** Whether a run is one of these, and not the person's own. */
export const comesWithPage = ({ id }: { id: string }): boolean => STORED_RUNS.some(({ name }) => name === id);

/** What an address without any settings shows. */
export const DEFAULT_RUN = STORED_RUNS[0] as StoredRun;

function stored(demo: string, backbone: Backbone): StoredRun {
  return { name: `${demo}-${backbone}`, demo, backbone };
}

/** Where a stored run stands, seen from the page. */
export const pathOf = ({ name }: StoredRun): string => `runs/${name}.json`;

/** Today's settings of a demo with the defaults of a backbone: also those of a stored run. */
export function configOf({ demo, backbone }: Pick<StoredRun, 'demo' | 'backbone'>): RunConfig {
  const { roles } = DEMOS.find(({ name }) => name === demo) as DemoInfo;
  return completeRunConfig({ data: { source: { demo } }, model: { backbone } }, roles);
}

const keys = new WeakMap<RunConfig, string>();

/** The same text for two configurations that train alike. The engine is left out: it changes how long that takes, and the last digits. */
function keyOf(config: RunConfig): string {
  const { data, split, model, train, seed } = config;
  const key = keys.get(config) ?? JSON.stringify([data, split, model, train, seed]);
  keys.set(config, key);
  return key;
}

/** Whether two configurations train the same model on the same rows in the same way. */
export const trainAlike = (a: RunConfig, b: RunConfig): boolean => a === b || keyOf(a) === keyOf(b);

/** Whether two configurations name the same data, whatever they make of it. */
export function ofSameData({ data: { source: a } }: RunConfig, { data: { source: b } }: RunConfig): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The stored run that is a run of these settings, if there is one. */
export const storedOf = (config: RunConfig): StoredRun | undefined => STORED_RUNS.find((each) => keyOf(config) === storedKeys().get(each.name));

/** The stored run that is most like a run of these settings: of the same demo and backbone, else of the same demo, else the default one. */
export function nearestStored({ data: { source }, model: { backbone } }: RunConfig): StoredRun {
  const ofDemo = STORED_RUNS.filter(({ demo }) => 'demo' in source && demo === source.demo);
  return ofDemo.find((each) => each.backbone === backbone) ?? ofDemo[0] ?? DEFAULT_RUN;
}

let known: Map<string, string> | undefined;

/** Worked out when it is first asked for. */
function storedKeys(): Map<string, string> {
  known ??= new Map(STORED_RUNS.map((each) => [each.name, keyOf(configOf(each))]));
  return known;
}
