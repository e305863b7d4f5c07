import { completeRoles, completeRunConfig, DEFAULT_MODEL, DEFAULT_SOURCE } from '../../config/complete';
import { DEMOS, type DemoInfo } from '../../config/demos';
import { shorten } from '../../config/kinds/kind';
import { fromLink, toLink } from '../../config/link';
import { followersOf, overlay, withoutFollowers } from '../../config/overlay';
import { ConfigError, type SettingProblem } from '../../config/problems';
import { type Fidelity, parseRunConfig, type Roles, type RunConfig, type RunConfigInput } from '../../config/run-config';
import { isRunning } from './selectors';
import type { Slice } from './store';

/** What the person stated, and the configuration that follows: of the next run. One that is under way has its own. */
export interface SettingsSlice {
  /** What the person stated; everything else is default or proposed. */
  input: RunConfigInput;
  /** The whole configuration that was taken last, such as a preset; a link takes its place. */
  recipe: RunConfigInput | undefined;
  /** The complete configuration, the last one that was valid. */
  config: RunConfig;
  /** What the columns are for, as stated or proposed. Kept apart, because the roles may be what is wrong with the settings. */
  roles: Roles;
  /** What is wrong with the stated settings; while there is anything, `config` stays as it was. */
  problems: readonly SettingProblem[];
  /** Sentences for the person: what was ignored in a link, what could not be done. */
  notes: string[];

  set(change: RunConfigInput): void;
  /**
   * Sets the fidelity mode; whatever it bundles follows it from then on, stated or not. What a preset states for its own mode is part of
   * the preset: it holds again whenever that mode is chosen.
   */
  setFidelity(mode: Fidelity): void;
  setRoles(change: (roles: Roles) => Roles): void;
  /** @param column that says how much each row counts; undefined: all rows count the same */
  setWeight(column: string | undefined): void;
  /** Takes a whole configuration, but for the data source that it leaves out. */
  replace(input: RunConfigInput): void;
  /**
   * Takes settings if they are valid as a whole; else keeps the old configuration and says what is wrong.
   *
   * @param own whether the person has changed them here: then the browser's Back takes that back
   */
  accept(input: RunConfigInput, own?: boolean): void;
  /**
   * Takes the settings of a step of before, as Back leads to, where they are of the data that are open. They hold within a run too, for the next one.
   *
   * @returns whether they are
   */
  stepTo(link: string): boolean;
  /**
   * Takes the settings of a link. Within a run nothing is taken: the page asks what is to become of it.
   *
   * @param first what to do, once the settings are known, before a demo set is opened, or the files are looked for among those that are
   *   kept; unless the person opens something by then, or another link is read
   */
  readLink(hash: string, first?: () => Promise<unknown>): void;
  note(text: string): void;
  /** @param text of the one; left out: all */
  dismissNotes(text?: string): void;
}

const CONFLICT = DEMOS[0] as DemoInfo;

/** What an address without any settings means; a link says only what differs from this. */
export const DEFAULT_CONFIG = completeRunConfig({}, CONFLICT.roles);

export const settingsSlice: Slice<SettingsSlice> = (set, get) => {
  let linksRead = 0;
  const proposedRoles = ({ data }: RunConfigInput): Roles => {
    const source = data?.source ?? DEFAULT_SOURCE;
    const demo = DEMOS.find(({ name }) => 'demo' in source && name === source.demo);
    return demo?.roles ?? get().table?.proposed ?? CONFLICT.roles;
  };

  return {
    input: {},
    recipe: undefined,
    config: DEFAULT_CONFIG,
    roles: CONFLICT.roles,
    problems: [],
    notes: [],

    set: (stated) => get().accept(overlay(get().input, stated), true),
    setFidelity: (mode) => {
      const { input, recipe = {} } = get();
      const own = recipe.model?.fidelity ?? DEFAULT_MODEL.fidelity;
      const chosen = overlay(withoutFollowers(input, 'model.fidelity'), { model: { fidelity: mode } });
      get().accept(mode === own ? overlay(chosen, followersOf(recipe, 'model.fidelity')) : chosen, true);
    },
    setRoles: (next) => {
      const { label, domain, sparse, dense } = next(get().roles);
      get().accept(overlay(get().input, { data: { label, domain, sparse, dense } }), true);
    },
    setWeight: (weight) => {
      const { input } = get();
      get().accept({ ...input, data: { ...input.data, weight } }, true);
    },
    replace: (input) => {
      const source = input.data?.source ?? get().input.data?.source;
      set({ recipe: input });
      get().accept({ ...input, data: { ...input.data, ...(source && { source }) } }, true);
    },
    accept: (input, own = false) => {
      const proposed = proposedRoles(input);
      set({ input, roles: completeRoles(input, proposed) });
      try {
        set({ config: completeRunConfig(parseRunConfig(input), proposed), problems: [], visits: get().visits + Number(own) });
        void get().askPreview();
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        set({ problems: error.problems });
      }
    },
    stepTo: (link) => {
      const { input } = fromLink(link);
      if (dataOf(input) !== dataOf(fromLink(linkOf(get().config)).input)) return false;
      set({ recipe: undefined });
      get().accept(input);
      return true;
    },
    readLink: (hash, first) => {
      if (isRunning(get())) return get().offer(hash);
      // What came with another link has no part in this one.
      set({ offered: undefined, received: undefined, came: undefined });
      const mine = ++linksRead;
      const { input: read, notes } = fromLink(hash);
      const input = withKnownDemo(read, notes);
      set({ notes, recipe: undefined });
      const source = input.data?.source ?? { demo: CONFLICT.name };
      if (!('demo' in source)) {
        // A link is no reason to ask a site for anything: the person is.
        if ('url' in source) get().wantUrl(source.url, source.hash);
        else get().want('files' in source ? source.files : [{ name: source.file, ...(source.hash && { hash: source.hash }) }]);
        get().accept(input);
        void get().seekFiles(first);
        return;
      }
      get().accept(input);
      const openDemo = () => void get().open(source, source.demo, () => get().input);
      if (!first) return openDemo();
      // If the person has opened a file by then, the file stays. Settings that have changed meanwhile are no reason to open nothing.
      const openUnlessOther = () => mine !== linksRead || get().opening || get().table || openDemo();
      void first().then(openUnlessOther, openUnlessOther);
    },
    note: (text) => set({ notes: [...get().notes.filter((each) => each !== text), text] }),
    dismissNotes: (text) => set({ notes: text === undefined ? [] : get().notes.filter((each) => each !== text) }),
  };
};

/** Which data settings are of, and how they are read, to be compared. */
const dataOf = ({ data }: RunConfigInput) => JSON.stringify([data?.source, data?.read]);

/** What the address says of a configuration. */
export const linkOf = (config: RunConfig): string => toLink(config, DEFAULT_CONFIG);

/** A link may name a demo set that does not exist (any more). The default demo takes its place; the rest of the link counts. */
function withKnownDemo(input: RunConfigInput, notes: string[]): RunConfigInput {
  const { source, ...data } = input.data ?? {};
  if (!source || !('demo' in source) || DEMOS.some(({ name }) => name === source.demo)) return input;
  notes.push(`The link names the demo set “${shorten(source.demo)}”, which does not exist. “${CONFLICT.name}” was opened instead.`);
  return { ...input, data };
}

/** What was stated about the model and its training; it stays when other data take the place of the old. */
export function aboutNoData({ data: _, split: __, ...rest }: RunConfigInput): RunConfigInput {
  return rest;
}
