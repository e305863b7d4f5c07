import type { Strengths } from '../../protocol/walk';
import { atRest } from '../inside/at-rest';
import { askOfRun } from './ask-of-run';
import { lookTaker } from './inside';
import type { AppStore, Slice } from './store';

/** What a row is set beside: itself in another domain, another row, or itself in the run from the authors' start. */
export type Beside = { kind: 'domain'; domain: number } | { kind: 'row'; row: number } | { kind: 'authors' };

/** One row that is followed through the model, and how strongly the adapters add. */
export interface WalkSlice {
  /** Row number of the table; the first that was followed where none is chosen. */
  walkRow: number | undefined;
  walkBeside: Beside | undefined;
  /** Which step is told, from 0. */
  walkStep: number;
  /** Whether it has played by itself, or was touched, in this session of the browser. */
  walkSeen: boolean;
  /** By run, how many of how many passes over the test rows are done. */
  strengthsAsked: { run: string; done: number; total: number } | undefined;
  strengthsError: { run: string; message: string } | undefined;
  /** The run whose measurement the person gave up: it is not begun again unasked. */
  strengthsDeclined: string | undefined;

  chooseWalk(row: number): void;
  setBeside(beside: Beside | undefined): void;
  walkTo(step: number): void;
  seeWalk(): void;
  /**
   * Has every look from now on follow these rows of the table, and shows the first; the last, where there are two, is set beside it.
   *
   * @returns those of them that were left out of the data: they are not followed
   */
  follow(rows: number[]): Promise<number[]>;
  /** Measures the test rows with a part of what the adapters add; the answer stays with the run. */
  askStrengths(): Promise<void>;
  cancelStrengths(): void;
}

const KEY = 'hamur.walked';

export const walkSlice: Slice<WalkSlice> = (set, get, { session }) => {
  /** The measurement whose answer is wanted, and when the last one that was asked for has ended. */
  let wanted: object | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const measuring = () => get().strengthsAsked !== undefined && get().strengthsAsked?.run === get().run?.id;

  const measure = async (onProgress: (done: number, total: number) => void): Promise<Strengths | undefined> => {
    const own = {};
    wanted = own;
    try {
      const strengths = await session().inside.strengths(onProgress);
      return wanted === own ? strengths : undefined;
    } catch (error) {
      if (wanted === own) throw error;
      return undefined;
    }
  };

  /** Once what was asked before has ended; not of a run that has gone, or has gone on. */
  const measureAgain = async (id: string) => {
    await underWay;
    const { run } = get();
    if (run?.id === id && 'key' in atRest(run)) void get().askStrengths();
  };

  return {
    walkRow: undefined,
    walkBeside: undefined,
    walkStep: 0,
    walkSeen: wasSeen(),
    strengthsAsked: undefined,
    strengthsError: undefined,
    strengthsDeclined: undefined,

    chooseWalk: (row) => set({ walkRow: row, walkBeside: undefined }),
    setBeside: (beside) => set({ walkBeside: beside }),
    walkTo: (step) => set({ walkStep: step }),
    seeWalk: () => {
      if (get().walkSeen) return;
      set({ walkSeen: true });
      try {
        sessionStorage.setItem(KEY, '1');
      } catch {
        // Storage may be refused: then it is remembered as long as the page.
      }
    },
    follow: async (rows) => {
      const { run } = get();
      // What is measured, or was, tells of the rows that were followed when it was asked.
      const again = run?.strengths !== undefined || measuring();
      if (measuring()) {
        wanted = undefined;
        void session().inside.cancelStrengths();
      }
      const looked = lookTaker(set, get)(session().inside.follow(rows));
      if (run?.strengths) {
        const { strengths: _, ...rest } = run;
        set({ run: rest });
      }
      const look = await looked;
      const { run: now } = get();
      if (now?.id !== run?.id) return [];
      const leftOut = rows.filter((row) => look?.walks?.every((walk) => walk.row !== row));
      const [row, other] = rows.filter((each) => !leftOut.includes(each));
      // Where all were left out, the worker stays with the rows of before.
      if (rows.length === 0 || row !== undefined) set({ walkRow: row, walkBeside: other === undefined ? undefined : { kind: 'row', row: other } });
      if (now && again) void measureAgain(now.id);
      return leftOut;
    },
    askStrengths: () => {
      if (measuring()) return underWay;
      set({ strengthsDeclined: undefined });
      underWay = askOfRun(set, get, { asked: 'strengthsAsked', error: 'strengthsError' }, measure, (strengths) => ({ strengths }));
      return underWay;
    },
    cancelStrengths: () => {
      set({ strengthsDeclined: get().run?.id });
      void session().inside.cancelStrengths();
    },
  };
};

/** What went wrong with the model as it was, or was given up then, says nothing of it as it is now. */
export function forgetWhenItMoves(store: AppStore): void {
  store.subscribe(({ run, strengthsError, strengthsDeclined }, { run: before }) => {
    const moved = run?.id !== before?.id || run?.phase !== before?.phase || run?.progress !== before?.progress;
    if (moved && (strengthsError || strengthsDeclined)) store.setState({ strengthsError: undefined, strengthsDeclined: undefined });
  });
}

function wasSeen(): boolean {
  try {
    return sessionStorage.getItem(KEY) === '1';
  } catch {
    return false;
  }
}
