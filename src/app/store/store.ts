import { create } from 'zustand';
import { completeRoles, completeRunConfig, DEFAULT_SOURCE } from '../../config/complete';
import { DEMOS, type DemoInfo } from '../../config/demos';
import { fromLink, toLink } from '../../config/link';
import { overlay } from '../../config/overlay';
import { ConfigError, type SettingProblem } from '../../config/problems';
import { parseRunConfig, type Roles, type RunConfig, type RunConfigInput } from '../../config/run-config';
import type { DataPreview, OpenSource, OpenTable } from '../../protocol/data';
import type { EngineReport, Prepared } from '../../protocol/engine';
import type { Look } from '../../protocol/insight';
import type { RunResult } from '../../protocol/result';
import type { RunEvent } from '../../protocol/run';
import type { Session } from '../../protocol/session';
import { isActive, newRun, type RunView, storedRunView, withEvent } from '../../runs/run-view';
import { decodeStoredRun } from '../../runs/stored-run';
import { connect } from '../../wire/connect';
import { isBench } from '../address';
import { passesOf } from '../inside/verdict';
import { rememberedMeasures, rememberMeasures } from './remembered';

export interface AppState {
  /** What the person stated; everything else is default or proposed. */
  input: RunConfigInput;
  /** The complete configuration, the last one that was valid. */
  config: RunConfig;
  /** What the columns are for, as stated or proposed; it may be what is wrong with the settings, so it is kept apart. */
  roles: Roles;
  /** What is wrong with the stated settings; while there is anything, `config` stays as it was. */
  problems: readonly SettingProblem[];

  table: OpenTable | undefined;
  opening: { name: string; done: number; total?: number; rows?: number } | undefined;
  dataError: string | undefined;
  rowsFile: File | undefined;
  /** A file that the link speaks of and the person has yet to give. */
  wantedFile: { name: string; hash?: string } | undefined;

  preview: DataPreview | undefined;
  previewError: string | undefined;

  engines: EngineReport | undefined;
  /** The engine that is ready, and how its kernels compared with their definitions. */
  prepared: Prepared | undefined;
  run: RunView | undefined;
  stored: RunView | undefined;
  /** What was ignored in the link. */
  notes: string[];
  insideOpen: boolean;
  /** By run, how many of how many passes are done. */
  ablating: { run: number; done: number; total: number } | undefined;
  /** By run, what went wrong. */
  ablationError: { run: number; message: string } | undefined;
  /** Row numbers of the table whose H every look keeps. */
  watched: number[];

  set(change: RunConfigInput): void;
  setRoles(change: (roles: Roles) => Roles): void;
  replace(input: RunConfigInput): void;
  openDemo(name: string): Promise<void>;
  openFile(file: File): Promise<void>;
  cancelOpen(): void;
  pickRowsFile(file: File): void;
  train(startWithStep?: boolean): Promise<void>;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  reset(): void;
  /** Measures the engines and compares their kernels anew; a run that was reset is let go of. */
  checkAgain(): Promise<void>;
  watchRows(rows: number[]): Promise<void>;
  /** Whether the Inside panel is open: only then are looks taken. */
  watchInside(open: boolean): void;
  /** Measures the shown run's test rows with its adapters changed; the answer stays with the run. */
  ablate(): Promise<void>;
  cancelAblation(): void;
  /** @param first what to wait for before a demo set is opened, unless the person opens something by then */
  readLink(hash: string, first?: Promise<unknown>): void;
  dismissNotes(): void;
}

const CONFLICT = DEMOS[0] as DemoInfo;

/** What an address without any settings means; a link says only what differs from this. */
export const DEFAULT_CONFIG = completeRunConfig({}, CONFLICT.roles);

let connected: Session | undefined;
/** The worker starts when it is first needed, after the first paint. */
export function session(): Session {
  connected ??= connect();
  return connected;
}

export const useApp = create<AppState>((set, get) => {
  const proposedRoles = ({ data }: RunConfigInput): Roles => {
    const source = data?.source ?? DEFAULT_SOURCE;
    const demo = DEMOS.find(({ name }) => 'demo' in source && name === source.demo);
    return demo?.roles ?? get().table?.proposed ?? CONFLICT.roles;
  };

  /** Takes what was stated if it is valid as a whole; else keeps the old configuration and says what is wrong. */
  const accept = (input: RunConfigInput) => {
    const proposed = proposedRoles(input);
    set({ input, roles: completeRoles(input, proposed) });
    try {
      const config = completeRunConfig(parseRunConfig(input), proposed);
      set({ config, problems: [] });
      void preview();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      set({ problems: error.problems });
    }
  };

  let underWay: Promise<void> = Promise.resolve();
  let asked = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** What the data makes of the configuration, a moment after the last change; an answer that comes late is dropped. */
  const preview = async () => {
    const mine = ++asked;
    clearTimeout(waiting);
    await new Promise((resolve) => {
      waiting = setTimeout(resolve, 150);
    });
    const { table, config, rowsFile, opening } = get();
    if (mine !== asked || !table || opening) return;
    try {
      const answer = await session().preview(config, rowsFile);
      if (mine === asked) set({ preview: answer, previewError: undefined });
    } catch (error) {
      if (mine === asked) set({ preview: undefined, previewError: messageOf(error) });
    }
  };

  /** `input` gives the settings once the table is there: a person may well go on choosing while it is read. */
  const open = async (source: OpenSource, name: string, input: () => RunConfigInput) => {
    set({ opening: { name, done: 0 }, dataError: undefined });
    try {
      const table = await session().open(source, ({ done, total, rows }) =>
        set({ opening: { name, done, ...(total !== undefined && { total }), ...(rows !== undefined && { rows }) } }),
      );
      const { wantedFile } = get();
      // Row numbers of one table say nothing of another.
      set({ table, opening: undefined, preview: undefined, previewError: undefined, watched: [] });
      if ('file' in source && wantedFile?.hash && wantedFile.hash !== table.hash) {
        set({ notes: [...get().notes, `${table.name} is not the very file that the link was made with: its content differs.`] });
      }
      set({ wantedFile: undefined });
      accept(input());
    } catch (error) {
      // The table that was open stays open.
      set({ opening: undefined, dataError: messageOf(error) });
    }
  };

  /** A look that was asked for is the shown run's, if that is still the one that it was asked of. */
  const takeLook = async (asked: Promise<Look | undefined>) => {
    const id = get().run?.id;
    try {
      const look = await asked;
      const { run } = get();
      if (look && run && run.id === id) set({ run: withEvent(run, { type: 'look', look }) });
    } catch (error) {
      set({ notes: [...get().notes, `The Inside panel could not look: ${messageOf(error)}`] });
    }
  };

  return {
    input: {},
    config: DEFAULT_CONFIG,
    roles: CONFLICT.roles,
    problems: [],
    table: undefined,
    opening: undefined,
    dataError: undefined,
    rowsFile: undefined,
    wantedFile: undefined,
    preview: undefined,
    previewError: undefined,
    engines: undefined,
    prepared: undefined,
    run: undefined,
    stored: undefined,
    notes: [],
    insideOpen: true,
    ablating: undefined,
    ablationError: undefined,
    watched: [],

    set: (change) => accept(overlay(get().input, change)),
    setRoles: (change) => {
      const { label, domain, sparse, dense } = change(get().roles);
      accept(overlay(get().input, { data: { label, domain, sparse, dense } }));
    },
    replace: (input) => {
      const source = input.data?.source ?? get().input.data?.source;
      accept({ ...input, data: { ...input.data, ...(source && { source }) } });
    },

    openDemo: (name) => open({ demo: name }, name, () => ({ ...aboutNoData(get().input), data: { source: { demo: name } } })),
    openFile: (file) => {
      // A link's roles and split belong to its file; for any other file they are proposed anew.
      const asLinked = get().wantedFile !== undefined;
      return open({ file }, file.name, () => {
        const { input, table } = get();
        const source = { file: file.name, ...(table && { hash: table.hash }) };
        return asLinked ? { ...input, data: { ...input.data, source } } : { ...aboutNoData(input), data: { source } };
      });
    },
    cancelOpen: () => void session().cancelOpen(),
    pickRowsFile: (file) => {
      set({ rowsFile: file });
      get().set({ split: { rowsFile: file.name } });
    },

    train: async (startWithStep = false) => {
      const { config, table, preview: known, rowsFile, insideOpen } = get();
      if (!table || isRunning(get())) return;
      const begun = newRun({
        config,
        dataName: table.name,
        tableRows: table.rows,
        domains: known?.domains.map(({ name }) => name) ?? [],
        bestPossible: known?.bestPossible,
      });
      set({ run: begun });
      /** Changes this run's view, and none that a Reset and another Train have put in its place. */
      const change = (next: (view: RunView) => RunView) => {
        const { run: current } = get();
        if (current?.id === begun.id) set({ run: next(current) });
      };
      const events = new EventQueue((batch) => change((view) => batch.reduce(withEvent, view)));
      try {
        // A run that was reset may still be winding up.
        await underWay;
        const trained = session().train(config, (event) => events.push(event), { startWithStep, inside: insideOpen, ...(rowsFile && { rowsFile }) });
        underWay = trained.then(
          () => {},
          () => {},
        );
        const result = await trained;
        events.flush();
        if (!result) return;
        change((view) => ({ ...view, result }));
        if (get().insideOpen && get().run?.id === begun.id && secondsToAblate(result) < ASKED_UNASKED_S) void get().ablate();
      } catch (error) {
        events.flush();
        change((view) => ({ ...view, phase: 'failed', message: messageOf(error) }));
      }
      // What could not be compared while it ran.
      await prepareEngine();
    },
    pause: () => void session().pause(),
    resume: () => void session().resume(),
    step: () => {
      if (isRunning(get())) void session().step();
      else void get().train(true);
    },
    stop: () => void session().stop(),
    reset: () => {
      void session().stop();
      set({ run: undefined });
    },
    checkAgain: async () => {
      const { engines, prepared } = get();
      set({ engines: undefined, prepared: undefined });
      try {
        const measured = await session().measureAgain();
        set({ engines: measured });
        rememberMeasures(measured.measured);
      } catch (error) {
        console.info('The engines were not measured again:', error);
        set({ engines, prepared });
      }
      await prepareEngine();
    },
    watchRows: async (rows) => {
      set({ watched: rows });
      await takeLook(session().watchRows(rows));
    },
    watchInside: (open) => {
      set({ insideOpen: open });
      // Without a run there is nothing to tell the worker: it may not even have started.
      if (get().run) void takeLook(session().watchInside(open));
    },
    ablate: async () => {
      const { run: asked } = get();
      if (!asked || get().ablating?.run === asked.id) return;
      const { id } = asked;
      // Another run may have begun meanwhile, and be measured itself.
      const still = () => get().run?.id === id;
      // What is told of the progress may arrive after the answer.
      let answered = false;
      const tell = (done: number, total: number) => !answered && still() && set({ ablating: { run: id, done, total } });
      set({ ablating: { run: id, done: 0, total: 1 }, ablationError: undefined });
      try {
        const ablation = await session().ablate(tell);
        const { run } = get();
        if (ablation && run?.id === id) set({ run: { ...run, ablation } });
      } catch (error) {
        if (still()) set({ ablationError: { run: id, message: messageOf(error) } });
      } finally {
        answered = true;
        if (get().ablating?.run === id) set({ ablating: undefined });
      }
    },
    cancelAblation: () => void session().cancelAblation(),
    readLink: (hash, first) => {
      const { input: read, notes } = fromLink(hash);
      const input = withKnownDemo(read, notes);
      set({ notes });
      const source = input.data?.source ?? { demo: CONFLICT.name };
      if ('file' in source) {
        set({ wantedFile: { name: source.file, ...(source.hash && { hash: source.hash }) }, table: undefined, preview: undefined });
        accept(input);
        return;
      }
      accept(input);
      const openDemo = () => void open(source as OpenSource, source.demo, () => get().input);
      // Who has opened a file by then keeps it.
      if (first) void first.then(() => get().opening || get().table || openDemo());
      else openDemo();
    },
    dismissNotes: () => set({ notes: [] }),
  };
});

/** A link may name a demo set that there is not (any more): the default one takes its place, and the rest still counts. */
function withKnownDemo(input: RunConfigInput, notes: string[]): RunConfigInput {
  const { source, ...data } = input.data ?? {};
  if (!source || !('demo' in source) || DEMOS.some(({ name }) => name === source.demo)) return input;
  notes.push(`There is no demo set “${source.demo}”, as the link names; this is “${CONFLICT.name}”.`);
  return { ...input, data };
}

/** A question that takes less than this is asked without being asked for. */
const ASKED_UNASKED_S = 10;

/** About how long `ablate` will take: some passes over the test rows, each about a third as long as training on them. */
function secondsToAblate({ config, data, speed }: RunResult): number {
  if (config.model.adapters.length === 0) return Number.POSITIVE_INFINITY;
  return (passesOf(data.domains.length) * data.split.test) / (3 * speed.rowsPerSecond);
}

/** Whether a run is under way, so that its settings are fixed. */
export function isRunning({ run }: AppState): boolean {
  return run !== undefined && isActive(run);
}

/** The run that is shown: the live one, else the stored one while its configuration is the one on the page. */
export function shownRun({ run, stored, config }: AppState): RunView | undefined {
  if (run) return run;
  return stored && toLink(config, DEFAULT_CONFIG) === '' ? stored : undefined;
}

/** What happens first on arriving: the link is read, the stored run is fetched, then the worker starts on data and engines. */
export async function arrive(): Promise<void> {
  const stored = fetch(new URL('demo-run.json', document.baseURI))
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.statusText))))
    .then((text) => useApp.setState({ stored: storedRunView(decodeStoredRun(text)) }))
    // Without it the page starts empty, and works.
    .catch((error) => console.info('No stored run to show:', error));
  window.addEventListener('hashchange', () => {
    if (!isBench() && location.hash.slice(1) !== currentLink()) useApp.getState().readLink(location.hash);
  });
  useApp.getState().readLink(location.hash, stored);
  keepAddress();
  await stored;
  const engines = await session().engines(rememberedMeasures());
  useApp.setState({ engines });
  rememberMeasures(engines.measured);
  useApp.subscribe(({ config }, before) => {
    if (config.engine !== before.config.engine) void prepareEngine();
  });
  await prepareEngine();
}

/** Kernels of the chosen engine are compiled, and compared with their definitions, while no run is under way. */
async function prepareEngine(): Promise<void> {
  try {
    const prepared = await session().prepare(useApp.getState().config.engine);
    if (!prepared) return;
    useApp.setState({ prepared });
    rememberMeasures(prepared.measured);
  } catch (error) {
    // Train says what hinders it; nothing else waits for this.
    console.info('The engine was not prepared:', error);
  }
}

export function currentLink(): string {
  return toLink(useApp.getState().config, DEFAULT_CONFIG);
}

/** The address bar follows the configuration, without a new entry in the history for every keystroke. */
function keepAddress(): void {
  useApp.subscribe(({ config }, before) => {
    if (config !== before.config) history.replaceState(null, '', currentLink() ? `#${currentLink()}` : location.pathname + location.search);
  });
}

/** Hands events over at most four times a second; a change of phase at once. */
class EventQueue {
  private events: RunEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly take: (events: RunEvent[]) => void) {}

  push(event: RunEvent): void {
    this.events.push(event);
    if (event.type === 'phase') this.flush();
    else this.timer ??= setTimeout(() => this.flush(), 250);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.events;
    this.events = [];
    if (batch.length > 0) this.take(batch);
  }
}

/** What was stated about the model and its training; it stays when other data take the place of the old. */
function aboutNoData({ data: _, split: __, ...rest }: RunConfigInput): RunConfigInput {
  return rest;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
