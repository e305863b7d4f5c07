import { join } from 'node:path';
import { decodeRun } from '../../../runs/decode';
import type { Card } from '../../../runs/gallery/card';
import type { Picture } from '../../../runs/gallery/picture';
import { rankHistory } from '../../../runs/rank-history';
import type { RunRecord } from '../../../runs/record';
import { STORED_RUNS, type StoredRun } from '../../../runs/stored';
import { StoredFiles } from '../../stored-files';
import type { ProofOf } from '../proof';
import { valuesOf } from './judge';

const files = new StoredFiles(join(import.meta.dirname, '..', '..', '..', '..', 'public'));

/** The numbers of a card's picture; undefined where it has none, or while a proof is missing. */
export function pictureOf(card: Card, proofOf: ProofOf): Picture | undefined {
  const { picture } = card;
  if (!picture) return undefined;
  if (picture.kind === 'heat') return heatOf(storedRun(picture.stored));
  if (picture.kind === 'rank') return ranksOf(storedRun(picture.stored));
  const rows = picture.rows.flatMap(({ name, of, minus }) => {
    const values = valuesOf(card, proofOf, of, minus);
    return values ? [{ name, values: values.map((value) => round(value, 4)) }] : [];
  });
  return rows.length === picture.rows.length ? { kind: 'dots', rows } : undefined;
}

/** @throws Error where the file is not there */
function storedRun(name: string): RunRecord {
  return decodeRun(files.read(STORED_RUNS.find((each) => each.name === name) as StoredRun));
}

const [DEEPEST, ENDS_AT] = [9, 2];

/** As the page draws the weights by domain: the colours end at twice the usual size. */
function heatOf({ looks, data }: RunRecord): Picture {
  const look = looks.at(-1);
  if (!look || !data) throw new Error('A stored run has no look at its end.');
  const maps = look.domains.map(({ h }, d) => ({ name: data.domains[d]?.name ?? '', h }));
  const size = look.k * look.k;
  const usual = Math.sqrt(maps.reduce((sum, { h }) => sum + h.reduce((all, value) => all + value * value, 0), 0) / (size * maps.length));
  const mean = Array.from({ length: size }, (_, i) => maps.reduce((sum, { h }) => sum + (h[i] as number), 0) / maps.length);
  const cell = (value: number) => Math.max(-DEEPEST, Math.min(DEEPEST, Math.round((DEEPEST * value) / (ENDS_AT * usual)))) || 0;
  return { kind: 'heat', side: look.k, maps: maps.map(({ name, h }) => ({ name, cells: Array.from(h, (value, i) => cell(value - (mean[i] as number))) })) };
}

function ranksOf({ looks, authorsStart }: RunRecord): Picture {
  if (!authorsStart) throw new Error('A stored run does not tell of the authors’ start.');
  const line = (name: string, { epochs, down }: { epochs: number[]; down: number[] }) => ({
    name,
    x: epochs.map((epoch) => round(epoch, 2)),
    y: down.map((rank) => round(rank, 2)),
  });
  return { kind: 'lines', lines: [line('near the identity', rankHistory(looks.filter(({ final }) => !final))), line('all ones', authorsStart)] };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
