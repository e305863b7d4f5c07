import type { Slice } from './store';

/** A link that came in the middle of a run, by whatever way: the run and its settings stay until the person says what is to become of it. */
export interface OfferedSlice {
  /** What stands behind its `#`; and whether it is to be opened as soon as no run is under way. */
  offered: { link: string; waits: boolean } | undefined;
  offer(hash: string): void;
  /** @param waits whether it is to be opened; false: not any more, or not yet */
  answerOffer(waits: boolean): void;
  declineOffer(): void;
}

export const offeredSlice: Slice<OfferedSlice> = (set, get) => ({
  offered: undefined,
  offer: (hash) => set({ offered: { link: hash.replace(/^#/, ''), waits: false } }),
  answerOffer: (waits) => {
    const { offered } = get();
    set({ offered: offered && { ...offered, waits } });
  },
  declineOffer: () => set({ offered: undefined }),
});
