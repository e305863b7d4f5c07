import { errorText } from '../../lib/error-text';
import type { Answers, FoundFile, KeptKeys, KeptRun, Library } from '../../protocol/library';
import { asKept, isStored, isTrained, type RunRecord } from '../../runs/record';
import { comesWithPage, trainAlike } from '../../runs/stored';
import { withEvent } from '../../runs/with-event';
import { filesOf } from './file-pointers';
import { namesOf, saysMore } from './files';
import { rememberKept, rememberPage, wereKept } from './remembered';
import { linkOf } from './settings';
import type { AppStore, Slice } from './store';

/** What is kept on this machine, and what comes back of it. */
export interface LibrarySlice {
  /** As it was when it was last asked for. */
  library: Library | undefined;
  /** Whether a run is on its way from there: no other is shown in its place. */
  comingBack: boolean;
  /** The run on the page that was cut off, and can go on from here. */
  cutOff: { id: string; epoch: number } | undefined;
  /** Whether the files of the settings are looked for there. */
  seeking: boolean;
  /** Files that are there, and that the browser gives only with the person's word. */
  toAllow: FoundFile[] | undefined;
  /** What was taken off the list last. */
  removed: { keys: KeptKeys; what: string } | undefined;
  /** Whether the browser was asked in this visit to delete nothing by itself. */
  persistenceAsked: boolean;

  readLibrary(): Promise<void>;
  /** Brings a run back, or where none is named the latest that trains like the settings on the page; unless there is a run by then. */
  comeBack(id: string | undefined): Promise<void>;
  /** Reads what there is once the files that were opened are kept. */
  filesOpened(): Promise<void>;
  /**
   * Gives the worker the model of a run that came back, once its data is open: then it can be asked. Where that cannot be, the run is shown
   * without.
   */
  bringModelBack(): Promise<void>;
  /** Opens the files that the settings want, if they are kept. @param first waited for before they are asked for */
  seekFiles(first?: () => Promise<unknown>): Promise<void>;
  /** Keeps the row numbers of the open table. */
  keepRows(file: File): void;
  /** Takes up the row numbers that the split names, if they are kept. */
  seekRows(): Promise<void>;
  /** Opens those for which the browser wants the person's word. To be called at a press. */
  allowFiles(): Promise<void>;
  /** Puts a kept run on the page, with its settings and its data. */
  openKeptRun(id: string): Promise<void>;
  openKeptData(key: string): Promise<void>;
  /** @param what of the list, in words */
  removeKept(keys: KeptKeys, what: string): Promise<void>;
  bringBackKept(): Promise<void>;
  keepNothing(on: boolean): Promise<void>;
  /** A run has ended: whether it is kept is to be said, and the browser is asked once to delete nothing by itself. */
  runEnded(id: string): Promise<void>;
  askPersistence(): Promise<void>;
  /** What a run's model has answered is kept with the run. */
  keepAnswers(id: string, answers: Answers): void;
}

export const librarySlice: Slice<LibrarySlice> = (set, get, { session }) => {
  const take = (library: Library) => {
    set({ library });
    rememberKept(library.runs.length + library.data.length > 0);
    if (!library.keeps) rememberPage(undefined);
  };

  /** What the library is told to do; what it cannot is said on the page. */
  const told = async (change: Promise<Library>) => {
    try {
      take(await change);
    } catch (error) {
      get().note(errorText(error));
      await get().readLibrary();
    }
  };

  const recordOf = async (id: string): Promise<RunRecord> => {
    const record = (await session().library.record(id)) as RunRecord;
    const { began = Date.now(), elsewhere } = get().library?.runs.find((run) => run.id === id) ?? {};
    return asKept(record, began, elsewhere);
  };

  /** A run that comes back is put on the page here, and nowhere else. */
  const putOnPage = (run: RunRecord) => {
    const cutOff = cutOffOf(
      run,
      get().library?.runs.find(({ id }) => id === run.id),
    );
    get().forgetDropped();
    set({ run, lastShown: run.id, endedAmid: undefined, cutOff });
  };

  /** As the settings name and read them; nothing is asked of the web. */
  const openWanted = async (files: File[]) => {
    const { wanted, wantedUrl, input } = get();
    const read = input.data?.read ? { read: input.data.read } : {};
    const [file] = files;
    const source =
      wantedUrl !== undefined && file ? { url: wantedUrl, kept: file, ...read } : { files, ...(wanted && saysMore(wanted) && { as: wanted }), ...read };
    await get().open(source, namesOf(files), () => get().input);
  };

  return {
    library: undefined,
    comingBack: false,
    cutOff: undefined,
    seeking: false,
    toAllow: undefined,
    removed: undefined,
    persistenceAsked: false,

    readLibrary: async () => {
      try {
        take(await session().library.read(wereKept()));
      } catch (error) {
        // The page works without it.
        console.info('What is kept was not read:', errorText(error));
      }
    },
    filesOpened: async () => {
      try {
        take(await session().library.copied());
      } catch (error) {
        console.info('What is kept was not read:', errorText(error));
      }
    },
    comeBack: async (id) => {
      set({ comingBack: id !== undefined });
      try {
        await get().readLibrary();
        const { library, config } = get();
        const found = library?.runs.find((run) => run.id === id) ?? library?.runs.find((run) => !run.experiment && trainAlike(run.config, config));
        if (!found || get().run) return;
        const run = await recordOf(found.id);
        if (!get().run) putOnPage(run);
      } catch (error) {
        get().note(`The run that was kept could not be brought back: ${errorText(error)}`);
      } finally {
        set({ comingBack: false });
      }
    },
    bringModelBack: async () => {
      const { run, table, cutOff } = get();
      const is = () => get().run?.id === run?.id && isStored(get().run as RunRecord);
      if (!run || cutOff || !isStored(run) || comesWithPage(run) || !isTrained(run) || table?.hash !== run.data.hash) return;
      try {
        await session().run.goOn(run.id, 'page', (event) => {
          const { run: now } = get();
          if (now?.id === run.id) set({ run: withEvent(now, event) });
        });
        // Another may have taken its place meanwhile.
        if (is()) {
          const { recorded: _, ...alive } = get().run as RunRecord;
          set({ run: alive });
        }
      } catch (error) {
        console.info('The model of the run was not brought back:', errorText(error));
      }
    },
    seekFiles: async (first) => {
      const { wanted } = get();
      const contents = (wanted ?? []).flatMap(({ hash }) => hash ?? []);
      const canBeFound = wanted !== undefined && contents.length === wanted.length;
      set({ seeking: canBeFound });
      try {
        await first?.();
        const found = canBeFound ? await session().library.files({ contents }) : undefined;
        // The person may have opened something by then, or another link.
        if (!found || get().wanted !== wanted || get().opening) return;
        const files = await filesOf(found, false);
        if (files) await openWanted(files);
        else set({ toAllow: found });
      } catch (error) {
        console.info('The files were not found among what is kept:', errorText(error));
      } finally {
        if (get().wanted === wanted || !get().wanted) set({ seeking: false });
      }
    },
    keepRows: (file) => {
      const { table } = get();
      if (table)
        void session()
          .library.keepRows(file, table.hash)
          .catch((error: unknown) => console.info('The row numbers were not kept:', errorText(error)));
    },
    seekRows: async () => {
      const { table, config, rowsFile } = get();
      if (!table || rowsFile || !('rowsFile' in config.split)) return;
      const file = await session()
        .library.rows(config.split.rowsFile, table.hash)
        .catch(() => undefined);
      if (!file || get().table !== table || get().rowsFile) return;
      set({ rowsFile: file });
      void get().askPreview();
    },
    allowFiles: async () => {
      try {
        const files = await filesOf(get().toAllow ?? [], true);
        if (files) await openWanted(files);
      } catch (error) {
        get().note(`The file cannot be read where it was: ${errorText(error)}`);
        set({ toAllow: undefined });
      }
    },
    openKeptRun: async (id) => {
      if (!get().mayReplace('The run was not opened')) return;
      try {
        const run = await recordOf(id);
        get().readLink(linkOf(run.config));
        putOnPage(run);
      } catch (error) {
        get().note(errorText(error));
      }
    },
    openKeptData: async (key) => {
      try {
        const found = await session().library.files({ key });
        if (!found) return await get().readLibrary();
        const files = await filesOf(found, true);
        if (files) await get().openFiles(files);
      } catch (error) {
        get().note(errorText(error));
      }
    },
    removeKept: async (keys, what) => {
      await told(session().library.remove(keys));
      set({ removed: { keys, what } });
    },
    bringBackKept: async () => {
      const { removed } = get();
      if (!removed) return;
      const hiddenRuns = new Set([...get().hiddenRuns].filter((id) => !removed.keys.runs?.includes(id)));
      set({ removed: undefined, hiddenRuns });
      await told(session().library.bringBack(removed.keys));
    },
    keepNothing: async (on) => {
      set({ removed: undefined });
      await told(session().library.keepNothing(on));
    },
    runEnded: async (id) => {
      await get().readLibrary();
      const { library } = get();
      if (library?.runs.some((run) => run.id === id) && !library.persisted && !get().persistenceAsked) await get().askPersistence();
    },
    askPersistence: async () => {
      // Its reason stands on the page before the browser asks.
      set({ persistenceAsked: true });
      await new Promise((resolve) => setTimeout(resolve));
      const { storage } = globalThis.navigator as { storage?: Partial<StorageManager> };
      if (await storage?.persist?.()) await get().readLibrary();
    },
    keepAnswers: (id, answers) =>
      void session()
        .library.answer(id, answers)
        .catch((error: unknown) => console.info('An answer was not kept:', errorText(error))),
  };
};

/** A run that another tab trains is its own affair. The record is the newer. */
export const cutOffOf = ({ id, epochs, progress }: RunRecord, kept: KeptRun | undefined): LibrarySlice['cutOff'] =>
  kept?.resumable && !kept.elsewhere ? { id, epoch: progress?.model?.epoch ?? epochs.length } : undefined;

/** The model of a run that came back follows when its data is open, whichever is first. */
export function bringModelsBack(store: AppStore): void {
  store.subscribe((now, before) => {
    if (now.table !== before.table || now.run?.id !== before.run?.id) void now.bringModelBack();
  });
}
