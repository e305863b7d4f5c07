import { shorten } from '../../config/kinds/kind';
import { fewNotes } from '../../config/link';
import { unescapeValue } from '../../config/link-text';
import { runsOfNumbers } from '../../lib/runs-of-numbers';
import { LOOK_KEYS } from '../address';
import { shownRun } from '../store/selectors';
import type { AppState } from '../store/store';
import { type SheetName, VIEWS, type ViewName } from '../store/views';
import type { Beside } from '../store/walk';

/**
 * What is looked at, as a link says it. Places are counted from 1, as the page counts them; a moment is an epoch, since another run of the
 * same settings may have been looked at more often. Rows are named by their numbers, never by what they hold.
 */
export interface Look {
  view?: ViewName;
  sheet?: SheetName;
  /** Epochs done. */
  moment?: number;
  adapter?: number;
  selected?: number[];
  row?: number;
  walk?: number;
  beside?: Beside;
  step?: number;
}

/** Sheets that are about the settings: the others are about this machine. */
const SHEETS = ['data', 'model', 'train'] as const;
/** Points that are chosen in a picture; of more, the first are told. */
const MOST_SELECTED = 500;

/** Parts of the state that are places in a run. */
export const PLACES = ['moment', 'selected', 'row', 'walkRow', 'walkBeside'] as const;
export type Place = (typeof PLACES)[number];

/** @returns parts such as `view=map`, of what is not as on a page that has just been opened */
export function writeLook(state: AppState): string[] {
  const { view, sheet, moment, adapter, selected, row, walkRow, walkBeside, walkStep } = state;
  const look = moment === undefined ? undefined : shownRun(state)?.looks[moment];
  return partsOf({
    view: view === 'walk' && walkRow === undefined && walkStep === 0 ? undefined : view,
    sheet: SHEETS.find((each) => each === sheet),
    moment: look && Number(look.epoch.toFixed(3)),
    adapter: adapter > 0 ? adapter : undefined,
    selected: selected.size > 0 ? [...selected].slice(0, MOST_SELECTED) : undefined,
    row,
    walk: walkRow,
    beside: walkBeside,
    step: walkStep > 0 ? walkStep : undefined,
  });
}

/** A look as a link says it. */
export const lookText = (look: Look): string => partsOf(look).join('&');

function partsOf({ view, sheet, moment, adapter, selected, row, walk, beside, step }: { [K in keyof Look]: Look[K] | undefined }): string[] {
  const parts: [string, string | number | undefined][] = [
    ['view', view],
    ['sheet', sheet],
    ['moment', moment],
    ['adapter', adapter === undefined ? undefined : adapter + 1],
    ['selected', selected && rangesOf(selected)],
    ['row', row],
    ['walk', walk],
    ['beside', beside && besideText(beside)],
    ['step', step === undefined ? undefined : step + 1],
  ];
  return parts.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
}

const besideText = (beside: Beside) => (beside.kind === 'domain' ? `domain:${beside.domain + 1}` : beside.kind === 'row' ? `row:${beside.row}` : 'authors');

/** `1-3,7` of places from 0. */
const rangesOf = (places: readonly number[]) =>
  runsOfNumbers(places)
    .map(([from, to]) => (from === to ? `${from + 1}` : `${from + 1}-${to + 1}`))
    .join(',');

/** Readers of values; undefined: it cannot mean that. */
const READ: { [K in keyof Look]-?: { read: (text: string) => Look[K] | undefined; what: string } } = {
  view: { read: (text) => VIEWS.find((view) => view === text), what: `must be one of ${VIEWS.join(', ')}` },
  sheet: { read: (text) => SHEETS.find((sheet) => sheet === text), what: `must be one of ${SHEETS.join(', ')}` },
  moment: { read: (text) => (/^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined), what: 'must be a number of epochs' },
  adapter: { read: (text) => placeFromOne(text, 100), what: 'must be a place from 1 on' },
  selected: { read: placesIn, what: 'must be places such as 1-3,7' },
  row: { read: wholeNumber, what: 'must be the number of a row' },
  walk: { read: wholeNumber, what: 'must be the number of a row' },
  beside: { read: besideOf, what: 'must be domain:2, row:17 or authors' },
  step: { read: (text) => placeFromOne(text, 100), what: 'must be a place from 1 on' },
};

function wholeNumber(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function placeFromOne(text: string, most: number): number | undefined {
  const place = wholeNumber(text);
  return place !== undefined && place >= 1 && place <= most ? place - 1 : undefined;
}

function placesIn(text: string): number[] | undefined {
  const places: number[] = [];
  for (const range of text.split(',', MOST_SELECTED + 1)) {
    const [from, to = from] = range.split('-').map((each) => placeFromOne(each, 10_000_000));
    if (from === undefined || to === undefined || to < from || places.length + to - from >= MOST_SELECTED) return undefined;
    for (let place = from; place <= to; place++) places.push(place);
  }
  return places;
}

function besideOf(text: string): Beside | undefined {
  if (text === 'authors') return { kind: 'authors' };
  const [kind, number = ''] = text.split(':', 2);
  const [domain, row] = [placeFromOne(number, 10_000), wholeNumber(number)];
  if (kind === 'domain' && domain !== undefined) return { kind, domain };
  return kind === 'row' && row !== undefined ? { kind, row } : undefined;
}

export interface LookReading {
  look: Look;
  /** Text of a snapshot. */
  result?: string;
  /** What was ignored, a sentence each. */
  notes: string[];
}

/** @param text parts of a link whose keys are those of `LOOK_KEYS` */
export function readLook(text: string): LookReading {
  const values = new Map<string, string>();
  const notes: string[] = [];
  for (const part of text.split('&')) {
    const [key = ''] = part.split('=', 1);
    const value = unescapeValue(part.slice(key.length + 1));
    if (value === undefined) notes.push(`“${shorten(part)}” in the link cannot be read and was ignored.`);
    else values.set(key, value);
  }
  const look: Look = {};
  for (const key of LOOK_KEYS) {
    const value = values.get(key);
    if (key === 'result' || value === undefined) continue;
    const { read, what } = READ[key];
    const found = read(value);
    if (found === undefined) notes.push(`“${key}=${shorten(value)}” in the link was ignored: ${what}.`);
    else Object.assign(look, { [key]: found });
  }
  const result = values.get('result');
  return {
    look,
    ...(result !== undefined && { result }),
    notes: fewNotes(notes),
  };
}
