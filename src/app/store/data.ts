import type { RunConfigInput } from '../../config/run-config';
import type { SourceFile } from '../../config/settings/source';
import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import type { DataPreview, OpenSource, OpenTable, Progress } from '../../protocol/data';
import type { KnownSetInfo } from '../../protocol/files';
import type { Mend } from '../../protocol/reading';
import { withOwnTitle } from '../parts/problems';
import { withoutBesides } from './beside-data';
import { pointersOf } from './file-pointers';
import { aboutData, changedFiles, matchWanted, namesColumnsOf, namesOf, saysMore, sourceOf } from './files';
import { LINK_FILE } from './link-file';
import { readAs } from './reading';
import { namedRowsFile } from './selectors';
import { aboutNoData } from './settings';
import type { Slice } from './store';

/** What is being opened, and how far that is. */
export interface Opening {
  name: string;
  /** First its files are read, then the columns of the table are looked at. */
  phase: 'reading' | 'columns';
  done: number;
  total?: number;
  rows?: number;
  /** Seconds until its files are read, as far as can be told. */
  secondsLeft?: number;
}

/** The open table, and what the configuration makes of it. */
export interface DataSlice {
  table: OpenTable | undefined;
  /** What is being read. */
  opening: Opening | undefined;
  /** What the table was made of. */
  openedFrom: OpenSource | undefined;
  dataError: string | undefined;
  rowsFile: File | undefined;
  /** The files that the table was made of, in the order in which they were given; none for a demo set. */
  files: File[];
  /** Files that the link speaks of and the person has yet to give. */
  wanted: SourceFile[] | undefined;
  /** Those of them that were given already, where there are several. */
  given: File[];
  preview: DataPreview | undefined;
  previewError: string | undefined;

  openDemo(name: string): Promise<void>;
  /** Opens a file, or several that make one table. Those that a link names are kept until all are there, in whatever order they come. */
  openFiles(files: File[]): Promise<void>;
  /** Opens the files that are open and these. */
  addFiles(files: File[]): Promise<void>;
  /** Makes another table of the open files. @param as what each gives, by name; left out: found by looking */
  combine(as: SourceFile[] | undefined): Promise<void>;
  /**
   * @param input gives the settings once the table is there: a person may well go on choosing while it is read
   * @param own see `accept`; left out: a link has named them
   */
  open(source: OpenSource, name: string, input: () => RunConfigInput, own?: boolean): Promise<void>;
  cancelOpen(): void;
  /** The data sets that are recognised by their files. */
  knownSets(): Promise<KnownSetInfo[]>;
  /** Files that the person must choose take the place of the open table. */
  want(files: SourceFile[]): void;
  pickRowsFile(file: File): void;
  /** Asks what the data makes of the configuration, a moment after the last change. */
  askPreview(): Promise<void>;
}

const listed = (files: readonly File[]) =>
  files.length > 5 ? `${namesOf(files.slice(0, 1))} and ${files.length - 1} more` : files.map(({ name }) => name).join(', ');

/** Endings of files that may be no data. */
const OTHERS = ['.json', '.json.gz', '.ipynb', '.safetensors', LINK_FILE];

/** Keystrokes that follow each other faster than this are one change. */
const MS_TO_SETTLE = 150;

export const dataSlice: Slice<DataSlice> = (set, get, { session }) => {
  let asked = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let opened = 0;
  let taken = 0;
  let givenUp = false;

  type Source = NonNullable<NonNullable<RunConfigInput['data']>['source']>;
  const openAs = (source: Extract<OpenSource, { files: File[] }>, input: (named: Source) => RunConfigInput, own = true) =>
    get().open(source, namesOf(source.files), () => readAs(input(sourceOf(source.files, get().table)), source.read), own);
  /** Of a folder what may be data; of the rest it is said that it was not read. */
  const withoutOthers = (chosen: readonly File[]) => {
    const { data, besides } = withoutBesides(chosen);
    if (besides.length > 0)
      get().note(`Not opened, because by ${besides.length === 1 ? 'its name it is' : 'their names they are'} no data: ${listed(besides)}.`);
    return data;
  };
  /** Links, runs and models are taken; what may be data is left. */
  const withoutTaken = async (chosen: readonly File[]): Promise<readonly File[]> => {
    try {
      return await (await import('./other-files')).takeOthers(chosen, set, get, { session });
    } catch (error) {
      get().note(`${listed(chosen)} could not be looked at: ${errorText(error)}`);
      return [];
    }
  };
  /** How the files at hand are read. */
  const asRead = () => {
    const { read } = get().input.data ?? {};
    return read ? { read } : {};
  };
  /** Whatever was said of other data is proposed anew. */
  const anew = (source: Source): RunConfigInput => aboutData(get().input, source, get().table);

  return {
    table: undefined,
    openedFrom: undefined,
    opening: undefined,
    dataError: undefined,
    rowsFile: undefined,
    files: [],
    wanted: undefined,
    given: [],
    preview: undefined,
    previewError: undefined,

    openDemo: async (name) => {
      if (!get().mayOpen(`The demo set “${name}” was not opened`)) return;
      await get().open({ demo: name }, name, () => ({ ...aboutNoData(get().input), data: { source: { demo: name } } }), true);
    },
    openFiles: async (chosen) => {
      const mayBeOther = chosen.some(({ name }) => OTHERS.some((ending) => name.toLowerCase().endsWith(ending)));
      const rest = mayBeOther ? await withoutTaken(chosen) : chosen;
      const files = withoutOthers(rest);
      if (files.length === 0 || !get().mayOpen(`${namesOf(files)} ${files.length === 1 ? 'was' : 'were'} not opened`)) return;
      const { wanted, given } = get();
      const match = wanted && matchWanted(wanted, [...given, ...files]);
      if (match?.missing.length) {
        set({ given: match.found, dataError: undefined });
        return;
      }
      // A link's roles and split belong to its files; for any others they are proposed anew.
      if (match)
        await openAs(
          { files: match.found, ...(wanted && saysMore(wanted) && { as: wanted }), ...asRead() },
          (source) => ({ ...get().input, data: { ...get().input.data, source } }),
          false,
        );
      else await openAs({ files }, anew);
    },
    addFiles: async (chosen) => {
      const files = withoutOthers(chosen);
      if (files.length === 0 || !get().mayOpen(`${namesOf(files)} ${files.length === 1 ? 'was' : 'were'} not added`)) return;
      const names = new Set(files.map(({ name }) => name));
      await openAs({ files: [...get().files.filter(({ name }) => !names.has(name)), ...files], ...asRead() }, anew);
    },
    combine: async (as) => {
      if (!get().mayOpen('The files were not combined anew')) return;
      await openAs({ files: get().files, ...(as && { as }), ...asRead() }, (source) => {
        const { input, table } = get();
        // What was said of columns holds as long as they are there.
        if (table && namesColumnsOf(input, table)) return { ...input, data: { ...input.data, source } };
        return anew(source);
      });
    },
    open: async (source, name, input, own) => {
      const mine = ++opened;
      givenUp = false;
      /** Whether this is what the person last asked for: only that is shown as being read. */
      const latest = () => mine === opened;
      const since = performance.now();
      set({ opening: { name, phase: 'reading', done: 0 }, dataError: undefined, mends: [], asked: { source, name } });
      try {
        const table = await session().data.open(withPointers(source), (progress) => {
          if (latest()) set({ opening: { name, ...progress, ...timeToRead(progress, performance.now() - since) } });
        });
        // The worker has this table now, unless it already told of a later one.
        if (mine < taken) return;
        taken = mine;
        const { wanted, run } = get();
        // The split's row numbers say nothing of another table, nor does the failure of a run.
        set({
          table,
          openedFrom: source,
          files: 'files' in source ? source.files : [],
          rowsFile: undefined,
          preview: undefined,
          previewError: undefined,
          ...(run?.phase === 'failed' && { run: undefined }),
        });
        if (latest()) set({ opening: undefined });
        if (!('demo' in source)) {
          for (const name of changedFiles(wanted, table)) get().note(`${name} is not the very file that the link was made with: its content differs.`);
        }
        set({ wanted: undefined, given: [], wantedUrl: undefined, toAllow: undefined });
        get().accept(input(), own);
        if (!('demo' in source)) void get().filesOpened();
        await get().seekRows();
        void get().goOnWithModel();
      } catch (error) {
        // The table that was open stays open. Who gave up the reading needs no error.
        if (!latest()) return;
        const mends = error instanceof UserError ? (error.offers as readonly Mend[]) : [];
        set({ opening: undefined, ...(!givenUp && { dataError: errorText(error), mends }) });
        // What was changed meanwhile has not been looked at.
        void get().askPreview();
      }
    },
    knownSets: () => session().data.knownSets(),
    cancelOpen: () => {
      givenUp = true;
      void session().data.cancel();
    },
    want: (wanted) => {
      // What is being read belongs to other settings.
      if (get().opening) void session().data.cancel();
      taken = ++opened;
      set({
        wanted,
        given: [],
        files: [],
        wantedUrl: undefined,
        toAllow: undefined,
        opening: undefined,
        dataError: undefined,
        table: undefined,
        openedFrom: undefined,
        rowsFile: undefined,
        preview: undefined,
        previewError: undefined,
      });
    },
    pickRowsFile: (file) => {
      set({ rowsFile: file });
      get().set({ split: { rowsFile: file.name } });
      get().keepRows(file);
      void get().goOnWithModel();
    },
    askPreview: async () => {
      const mine = ++asked;
      clearTimeout(waiting);
      await new Promise((resolve) => {
        waiting = setTimeout(resolve, MS_TO_SETTLE);
      });
      const { table, config, opening } = get();
      if (mine !== asked || !table || opening) return;
      // An answer that comes late is dropped.
      try {
        const preview = await session().data.preview(config, namedRowsFile(get()));
        if (mine === asked) set({ preview, previewError: undefined });
      } catch (error) {
        if (mine === asked) set({ preview: undefined, previewError: withOwnTitle(errorText(error)) });
      }
    },
  };
};

/** Earlier, nobody can tell. */
const MS_TO_TELL = 2000;

/** How long the rest of the files takes if it is read like what was read until now. */
function timeToRead({ phase, done, total = 0 }: Parameters<Progress>[0], ms: number): Pick<Opening, 'secondsLeft'> {
  return phase === 'reading' && done > 0 && total > done && ms >= MS_TO_TELL ? { secondsLeft: ((ms / 1000) * (total - done)) / done } : {};
}

/** The worker keeps large files by where they are. */
function withPointers(source: OpenSource): OpenSource {
  const pointers = 'files' in source ? pointersOf(source.files) : undefined;
  return pointers ? { ...source, pointers } : source;
}
