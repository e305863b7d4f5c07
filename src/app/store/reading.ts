import type { RunConfigInput } from '../../config/run-config';
import type { OpenSource } from '../../protocol/data';
import type { Mend, ReadChoices } from '../../protocol/reading';
import { aboutData, sourceOf } from './files';
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
    const settings = () => {
      const { input, table } = get();
      const source = 'url' in again ? { url: again.url, ...(table && { hash: table.hash }) } : sourceOf(again.files, table);
      // What was said of the columns holds while they are the same.
      const names = (of: typeof table) => JSON.stringify(of?.columns.map(({ name }) => name));
      const sameColumns = before?.hash === table?.hash && names(before) === names(table);
      return readAs(sameColumns ? { ...input, data: { ...input.data, source } } : aboutData(input, source, table), read);
    };
    await get().open({ ...again, read }, asked.name, settings, true);
  },
  openPasted: (text) => get().openFiles([new File([text], PASTED, { type: 'text/plain' })]),
  openUrl: async (url) => {
    const name = hostOf(url) ?? 'the address';
    if (!get().mayOpen(`The file at ${name} was not opened`)) return;
    const asLinked = get().wantedUrl === url;
    const read = asLinked ? get().input.data?.read : undefined;
    const settings = () => {
      const { input, table } = get();
      const source = { url, ...(table && { hash: table.hash }) };
      return asLinked ? { ...input, data: { ...input.data, source } } : aboutData(input, source, table);
    };
    await get().open({ url, ...(read && { read }) }, name, settings, !asLinked);
  },
  wantUrl: (url, hash) => {
    get().want([{ name: url, ...(hash && { hash }) }]);
    set({ wantedUrl: url });
  },
});

/** Where an address leads; undefined where it is none of a file on the web. */
export function hostOf(url: string): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  return address && /^https?:$/.test(address.protocol) ? address.host : undefined;
}

const withoutUndefined = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

/** The settings with how the data are read, or without. */
export function readAs(input: RunConfigInput, read: ReadChoices | undefined): RunConfigInput {
  const { read: _, ...data } = input.data ?? {};
  return { ...input, data: { ...data, ...(read && Object.keys(read).length > 0 && { read }) } };
}
