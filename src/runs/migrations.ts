import * as v from 'valibot';
import { UserError } from '../lib/user-error';
import { RUN_PHASES } from '../protocol/run';
import { RECORD_VERSION, type RunRecord } from './record';

type Json = Record<string, unknown>;

/**
 * What brings a stored run of an older version nearer to the present one: pure functions, by the version that they start from. A
 * new version adds one here and changes none.
 *
 * 1: `result.json` of the command line. 2: the page's stored run, which called its version `form`. 3: a record whose ablation gave
 * each row the mean H of another domain, which says next to nothing of the domain; it is let go. Its configuration lacks settings that
 * came later.
 */
const MIGRATIONS: Record<number, (run: Json) => Json> = {
  1: (result) => {
    const { config, data } = result as { config: { data: { source: { demo?: string; file?: string } } }; data: { rows: number; leftOut: { rows: number }[] } };
    const { source } = config.data;
    const tableRows = data.rows + data.leftOut.reduce((sum, { rows }) => sum + rows, 0);
    const baseline = result.baseline && { ...(result.baseline as Json), losses: [] };
    return {
      ...result,
      version: 3,
      id: 'result',
      // The day is not known; it was stored all the same.
      recorded: '',
      phase: 'done',
      data: { ...data, name: source.file ?? source.demo, tableRows },
      losses: [],
      ...(baseline ? { baseline } : {}),
      looks: [],
    };
  },
  2: (stored) => {
    const { form: _, table, preview: __, result, losses, ...rest } = stored as { form: number; table: Json; preview: Json; result: Json; losses: Json };
    const baseline = result.baseline && { ...(result.baseline as Json), losses: losses.baseline };
    return {
      ...rest,
      ...result,
      version: 3,
      id: 'stored',
      phase: 'done',
      data: { ...(result.data as Json), name: table.name, tableRows: table.rows },
      losses: losses.model,
      ...(baseline ? { baseline } : {}),
    };
  },
  3: ({ ablation: _, ...rest }) => {
    const { config, ...others } = rest as { config: { model: Json; train: Json } };
    // What these settings were before there were any.
    const model = { ...config.model, domainStart: 1e-4, hyperDropout: 0 };
    const train = { ...config.train, adapterDecay: config.train.weightDecay };
    return { ...others, config: { ...config, model, train }, version: 4 };
  },
};

const model = { epochs: v.array(v.object({ epoch: v.number() })), losses: v.array(v.object({ epoch: v.number(), loss: v.number() })) };
/** The least that tells a run from anything else. */
const schema = v.looseObject({
  version: v.literal(RECORD_VERSION),
  id: v.string(),
  phase: v.picklist(RUN_PHASES),
  config: v.looseObject({ data: v.looseObject({}), model: v.looseObject({}), train: v.looseObject({}) }),
  data: v.optional(v.looseObject({ name: v.string(), rows: v.number(), domains: v.array(v.looseObject({ name: v.string() })) })),
  ...model,
  baseline: v.optional(v.looseObject(model)),
  looks: v.array(v.looseObject({ step: v.number(), epoch: v.number() })),
});

/** @throws UserError where `json` is no run, or one of a later version */
export function migrated(json: unknown): RunRecord {
  let run = json;
  for (let version = versionOf(run); version !== RECORD_VERSION; version = versionOf(run)) {
    const migrate = version === undefined ? undefined : MIGRATIONS[version];
    if (!migrate)
      throw noRun(
        version !== undefined && version > RECORD_VERSION ? `it is of version ${version}, and this page knows ${RECORD_VERSION}` : 'it says no version',
      );
    try {
      run = migrate(run as Json);
    } catch {
      throw noRun(`it is not what a run of version ${version} holds`);
    }
  }
  const checked = v.safeParse(schema, run);
  if (!checked.success) throw noRun(`${v.getDotPath(checked.issues[0]) ?? 'it'} is not as it should be`);
  return run as RunRecord;
}

function versionOf(json: unknown): number | undefined {
  const { form, version } = (json ?? {}) as { form?: unknown; version?: unknown };
  const said = form ?? version;
  return typeof said === 'number' ? said : undefined;
}

/** That something is no run that this page can show. @param why a clause */
export const noRun = (why: string) =>
  new UserError(`this is no stored run: ${why}`, undefined, 'Choose a file that this playground wrote, or load the page anew.');
