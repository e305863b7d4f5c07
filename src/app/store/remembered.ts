import * as v from 'valibot';
import { FUSED_OP_NAMES, type Measured } from '../../protocol/engine';
import { asPageState, type PageState } from './page-state';

/** What is kept in this browser is read as carefully as any file. */

/** What was measured of the engines. */
const KEY = 'hamur.engines';

const engines = <T extends v.GenericSchema>(value: T) => v.strictObject({ webgpu: v.optional(value), wasm: v.optional(value), cpu: v.optional(value) });
const check = v.strictObject({
  op: v.picklist(FUSED_OP_NAMES),
  deviation: v.number(),
  passed: v.boolean(),
  ms: v.number(),
});
const schema = v.strictObject({ key: v.string(), gflops: engines(v.number()), checks: engines(v.array(check)) });

/** @returns undefined where nothing is kept, or nothing that makes sense */
export function rememberedMeasures(): Measured | undefined {
  try {
    const read = v.safeParse(schema, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return read.success ? (read.output as Measured) : undefined;
  } catch {
    // Storage may be refused, or hold anything: then it is measured again.
    return undefined;
  }
}

export function rememberMeasures(measured: Measured): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(measured));
  } catch {
    // As above.
  }
}

/** Where the tour was left. */
const TOUR_KEY = 'hamur.tour';

/** @param pages of the tour @returns undefined where none is kept */
export function rememberedTourPage(pages: number): number | undefined {
  try {
    const page = Number(localStorage.getItem(TOUR_KEY));
    return Number.isInteger(page) && page >= 1 && page <= pages ? page : undefined;
  } catch {
    // Storage may be refused: then the tour begins at its beginning.
    return undefined;
  }
}

export function rememberTourPage(page: number | undefined): void {
  try {
    if (page === undefined) localStorage.removeItem(TOUR_KEY);
    else localStorage.setItem(TOUR_KEY, String(page));
  } catch {
    // As above.
  }
}

/** How the page was left last, and whether anything was kept when it was. */
const PAGE_KEY = 'hamur.page';
const KEPT_KEY = 'hamur.kept';

/** @returns undefined where none is kept, or nothing that makes sense */
export function rememberedPage(): PageState | undefined {
  try {
    return asPageState(JSON.parse(localStorage.getItem(PAGE_KEY) ?? 'null'));
  } catch {
    // Storage may be refused, or hold anything: then the page begins anew.
    return undefined;
  }
}

export const rememberPage = (page: PageState | undefined): void => remember(PAGE_KEY, page && JSON.stringify(page));

/** Whether runs or data were kept when the page was last open. */
export function wereKept(): boolean {
  try {
    return localStorage.getItem(KEPT_KEY) !== null;
  } catch {
    return false;
  }
}

export const rememberKept = (kept: boolean): void => remember(KEPT_KEY, kept ? '1' : undefined);

function remember(key: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // As above.
  }
}
