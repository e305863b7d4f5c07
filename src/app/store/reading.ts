import type { RunConfigInput } from '../../config/run-config';
import type { OpenSource } from '../../protocol/data';
import type { Mend, ReadChoices } from '../../protocol/reading';
import { aboutNoData } from './settings';
import type { Slice } from './store';

/** How files are read: other choices for the file at hand, pasted text, and files on the web. */
export interface ReadingSlice {
  /** What was asked for last, whether it could be read or not. */
  asked: { source: OpenSource; name: string } | undefined;
  /** What would mend the error of its reading. */
  mends: readonly Mend[];
  /** An address that a link names: it is asked only when the person says so. */
  wantedUrl: string | undefined;

  /** Reads what was asked for last once more. @param change of the choices; undefined takes one back */
  readAgain(change: ReadChoices): Promise<void>;
  openPasted(text: string): Promise<void>;
  openUrl(url: string): Promise<void>;
  /** An address that the person must agree to takes the place of the open table. */
  wantUrl(url: string, hash: string | undefined): void;
}

export const PASTED = 'pasted text';

export const readingSlice: Slice<ReadingSlice> = (set, get) => ({
  asked: undefined,
  mends: [],
  wantedUrl: undefined,

  readAgain: async (change) => {
    const { asked, table: before } = get();
    if (!asked || 'demo' in asked.source || !get().mayOpen(`${asked.name} was not read again`)) return;
    const { source: again } = asked;
    const read = withoutUndefined({ ...again.read, ...change });
    await get().open({ ...again, read }, asked.name, () => {
      const { input, table } = get();
      const source = sourceOf(again, table?.hash);
      const data = { source, ...(Object.keys(read).length > 0 && { read }) };
      // What was said of the columns holds while they are the same.
      const names = (of: typeof table) => JSON.stringify(of?.columns.map(({ name }) => name));
      const sameColumns = before?.hash === table?.hash && names(before) === names(table);
      if (!sameColumns) return { ...aboutNoData(input), data };
      const { read: _, ...said } = input.data ?? {};
      return { ...input, data: { ...said, ...data } };
    });
  },
  openPasted: (text) => get().openFile(new File([text], PASTED, { type: 'text/plain' })),
  openUrl: async (url) => {
    const name = hostOf(url) ?? 'the address';
    if (!get().mayOpen(`The file at ${name} was not opened`)) return;
    const asLinked = get().wantedUrl === url;
    const read = asLinked ? get().input.data?.read : undefined;
    await get().open({ url, ...(read && { read }) }, name, () => {
      const { input, table } = get();
      const source = { url, ...(table && { hash: table.hash }) };
      return asLinked ? { ...input, data: { ...input.data, source } } : { ...aboutNoData(input), data: { source } };
    });
  },
  wantUrl: (url, hash) => {
    get().want({ name: url, ...(hash && { hash }) });
    set({ wantedUrl: url });
  },
});

/** Where an address leads; undefined where it is none of a file on the web. */
export function hostOf(url: string): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return address && /^https?:$/.test(address.protocol) ? address.host : undefined;
}

type Source = NonNullable<RunConfigInput['data']>['source'];

function sourceOf(source: Exclude<OpenSource, { demo: string }>, hash: string | undefined): Source {
  const known = hash === undefined ? {} : { hash };
  return 'url' in source ? { url: source.url, ...known } : { file: source.file.name, ...known };
}

const withoutUndefined = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
