import { withMissingWord } from '../../config/missing-words';
import { errorText } from '../../lib/error-text';
import type { ColumnProfile } from '../../protocol/columns';
import type { Deps } from './deps';
import type { AppStore, Slice } from './store';

/** Which words mean that a value is missing: said by the person, word by word. */
export interface MissingSlice {
  /** What was said last, to be undone, and the words before it. */
  missingSaid: { word: string; means: boolean; before: readonly string[] | undefined } | undefined;
  /** From now on the word means a missing value, or is a value like any other. */
  sayMissing(word: string, means: boolean): void;
  undoMissing(): void;
}

export const missingSlice: Slice<MissingSlice> = (set, get) => {
  const state = (missing: string[] | undefined) => {
    const { missing: _, ...data } = get().input.data ?? {};
    get().accept({ ...get().input, data: { ...data, ...(missing && { missing }) } }, true);
  };
  return {
    missingSaid: undefined,
    sayMissing: (word, means) => {
      const before = get().input.data?.missing;
      set({ missingSaid: { word, means, before } });
      state(withMissingWord(before, word, means));
    },
    undoMissing: () => {
      const said = get().missingSaid;
      if (!said) return;
      set({ missingSaid: undefined });
      state(said.before && [...said.before]);
    },
  };
};

/** Has the columns of the open table looked at anew when other words mean a missing value. */
export function watchMissing(store: AppStore, { session }: Deps): void {
  /** The columns that are known, and by which words. */
  let known: { columns: readonly ColumnProfile[]; words: string } = { columns: [], words: 'null' };
  store.subscribe(({ table, config, missingSaid }) => {
    if (!table) return;
    const { missing } = config.data;
    const words = JSON.stringify(missing ?? null);
    // A table comes with its columns by the usual words.
    if (known.columns !== table.columns) {
      known = { columns: table.columns, words: 'null' };
      if (missingSaid) store.setState({ missingSaid: undefined });
    }
    if (known.words === words) return;
    known = { ...known, words };
    const asked = known;
    session()
      .data.profiles(missing)
      .then(
        (columns) => {
          const { table: now } = store.getState();
          if (known !== asked || !now) return;
          known = { columns, words };
          store.setState({ table: { ...now, columns } });
        },
        (error: unknown) => known === asked && store.getState().note(errorText(error)),
      );
  });
}
