import type { RunConfigInput } from '../../config/run-config';
import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import type { DataPreview, OpenSource, OpenTable } from '../../protocol/data';
import type { Mend } from '../../protocol/reading';
import { namedRowsFile } from './selectors';
import { aboutNoData } from './settings';
import type { Slice } from './store';

/** The open table, and what the configuration makes of it. */
export interface DataSlice {
  table: OpenTable | undefined;
  /** What is being read. */
  opening: { name: string; done: number; total?: number; rows?: number } | undefined;
  dataError: string | undefined;
  rowsFile: File | undefined;
  /** A file that the link speaks of and the person has yet to give. */
  wantedFile: { name: string; hash?: string } | undefined;
  preview: DataPreview | undefined;
  previewError: string | undefined;

  openDemo(name: string): Promise<void>;
  openFile(file: File): Promise<void>;
  /** @param input gives the settings once the table is there: a person may well go on choosing while it is read */
  open(source: OpenSource, name: string, input: () => RunConfigInput): Promise<void>;
  cancelOpen(): void;
  /** A file that the person must choose takes the place of the open table. */
  want(file: { name: string; hash?: string }): void;
  pickRowsFile(file: File): void;
  /** Asks what the data makes of the configuration, a moment after the last change. */
  askPreview(): Promise<void>;
}

/** Keystrokes that follow each other faster than this are one change. */
const MS_TO_SETTLE = 150;

export const dataSlice: Slice<DataSlice> = (set, get, { session }) => {
  let asked = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let opened = 0;
  let taken = 0;
  let givenUp = false;

  return {
    table: undefined,
    opening: undefined,
    dataError: undefined,
    rowsFile: undefined,
    wantedFile: undefined,
    preview: undefined,
    previewError: undefined,

    openDemo: async (name) => {
      if (!get().mayOpen(`The demo set “${name}” was not opened`)) return;
      await get().open({ demo: name }, name, () => ({ ...aboutNoData(get().input), data: { source: { demo: name } } }));
    },
    openFile: async (file) => {
      if (!get().mayOpen(`${file.name} was not opened`)) return;
      // A link's roles and split belong to its file; for any other file they are proposed anew.
      const asLinked = get().wantedFile !== undefined;
      const read = asLinked ? get().input.data?.read : undefined;
      await get().open({ file, ...(read && { read }) }, file.name, () => {
        const { input, table } = get();
        const source = { file: file.name, ...(table && { hash: table.hash }) };
        return asLinked ? { ...input, data: { ...input.data, source } } : { ...aboutNoData(input), data: { source } };
      });
    },
    open: async (source, name, input) => {
      const mine = ++opened;
      givenUp = false;
      /** Whether this is what the person last asked for: only that is shown as being read. */
      const latest = () => mine === opened;
      set({ opening: { name, done: 0 }, dataError: undefined, mends: [], asked: { source, name } });
      try {
        const table = await session().data.open(source, ({ done, total, rows }) => {
          if (latest()) set({ opening: { name, done, ...(total !== undefined && { total }), ...(rows !== undefined && { rows }) } });
        });
        // The worker has this table now, unless it already told of a later one.
        if (mine < taken) return;
        taken = mine;
        const { wantedFile, run } = get();
        // The split's row numbers say nothing of another table, nor does the failure of a run.
        set({ table, rowsFile: undefined, preview: undefined, previewError: undefined, ...(run?.phase === 'failed' && { run: undefined }) });
        if (latest()) set({ opening: undefined });
        if (!('demo' in source) && wantedFile?.hash && wantedFile.hash !== table.hash) {
          get().note(`${table.name} is not the very file that the link was made with: its content differs.`);
        }
        set({ wantedFile: undefined, wantedUrl: undefined });
        get().accept(input());
      } catch (error) {
        // The table that was open stays open. Who gave up the reading needs no error.
        if (!latest()) return;
        const mends = error instanceof UserError ? (error.offers as readonly Mend[]) : [];
        set({ opening: undefined, ...(!givenUp && { dataError: errorText(error), mends }) });
        // What was changed meanwhile has not been looked at.
        void get().askPreview();
      }
    },
    cancelOpen: () => {
      givenUp = true;
      void session().data.cancel();
    },
    want: (wantedFile) => {
      // What is being read belongs to other settings.
      if (get().opening) void session().data.cancel();
      taken = ++opened;
      set({
        wantedFile,
        wantedUrl: undefined,
        opening: undefined,
        dataError: undefined,
        table: undefined,
        rowsFile: undefined,
        preview: undefined,
        previewError: undefined,
      });
    },
    pickRowsFile: (file) => {
      set({ rowsFile: file });
      get().set({ split: { rowsFile: file.name } });
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
        if (mine === asked) set({ preview: undefined, previewError: errorText(error) });
      }
    },
  };
};
