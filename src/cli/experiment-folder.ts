import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from '../config/experiment';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import { decodeRun } from '../runs/decode';
import { type Outcome, outcomeOf } from '../runs/experiment/outcome';
import type { ExperimentRecord } from '../runs/experiment/record';
import { isTrained } from '../runs/record';
import { makeFolder } from './to-write';

/** What a folder says that its runs are of. */
interface Contents {
  data?: string;
  contestants: Contestant[];
}

/**
 * The folder of an experiment: `experiment.json` says what its runs are of, `runs` holds them, and the tables lie beside. What is written is
 * whole or not there: a run that was cut off is trained again.
 */
export class ExperimentFolder {
  private readonly runs: string;
  private readonly said: string;

  constructor(private readonly folder: string) {
    this.runs = join(folder, 'runs');
    this.said = join(folder, 'experiment.json');
  }

  /**
   * Makes the folder one of these contestants; more may be there already.
   *
   * @throws UserError where a contestant of that name is configured otherwise there, or nothing can be written
   */
  open(contestants: readonly Contestant[]): void {
    for (const folder of [this.folder, this.runs]) makeFolder(folder, '--out');
    const there = this.contents();
    for (const contestant of contestants) {
      const { name } = contestant;
      const known = there.contestants.find((each) => each.name === name);
      if (!known) there.contestants.push(contestant);
      else if (JSON.stringify(known) !== JSON.stringify(contestant))
        throw new UserError(
          `${this.folder} holds runs of another configuration that is named "${name}" too`,
          '--out',
          'Name another folder, or the contestant otherwise.',
        );
    }
    this.write('experiment.json', `${JSON.stringify(there, undefined, 2)}\n`);
  }

  /** @throws UserError where the runs that are there are of other data */
  expectData(hash: string): void {
    const there = this.contents();
    if (there.data !== undefined && there.data !== hash)
      throw new UserError(`${this.folder} holds runs of other data (${there.data}, not ${hash})`, '--out', 'Name another folder.');
    if (there.data === undefined) this.write('experiment.json', `${JSON.stringify({ data: hash, ...there }, undefined, 2)}\n`);
  }

  has(contestant: string, seed: number): boolean {
    return existsSync(join(this.runs, fileOf(contestant, seed)));
  }

  /** @param text as `encodeRun` gives it */
  keep(contestant: string, seed: number, text: string): void {
    this.write(join('runs', fileOf(contestant, seed)), text);
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name);
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
  }

  /**
   * @param asked which contestants and seeds; `as`: the name that the run was kept under, where that is another
   * @throws UserError that names a file that is no run
   */
  outcomes(asked: readonly { contestant: string; seed: number; as?: string }[]): Outcome[] {
    const there = new Set(readdirSync(this.runs));
    return asked.flatMap(({ contestant, seed, as = contestant }) => {
      const name = fileOf(as, seed);
      if (!there.has(name)) return [];
      const run = decodeRun(readFileSync(join(this.runs, name), 'utf8'));
      if (!isTrained(run)) throw new UserError(`${join(this.runs, name)} holds no trained run`, '--out', 'Delete it, to train it again.');
      return [outcomeOf(run, contestant)];
    });
  }

  /** What the runs are of, as one of them says. @throws UserError where its file is no run */
  dataOf(contestant: string, seed: number): ExperimentRecord['data'] | undefined {
    const { data } = decodeRun(readFileSync(join(this.runs, fileOf(contestant, seed)), 'utf8'));
    return data && { name: data.name, hash: data.hash, rows: data.tableRows };
  }

  private contents(): Contents {
    if (!existsSync(this.said)) return { contestants: [] };
    try {
      const { data, contestants } = JSON.parse(readFileSync(this.said, 'utf8')) as Partial<Contents>;
      if (!Array.isArray(contestants)) throw new Error('no contestants');
      return { ...(typeof data === 'string' && { data }), contestants };
    } catch (error) {
      throw new UserError(`${this.said} is not what this command writes (${errorText(error)})`, '--out', 'Name another folder.');
    }
  }
}

/** A name may hold whatever a person likes; what tells two of them apart stays in the file's name. */
function fileOf(contestant: string, seed: number): string {
  const plain = [...contestant].map((c) => (/[A-Za-z0-9]/.test(c) ? c : `_${(c.codePointAt(0) as number).toString(16)}_`)).join('');
  return `${plain}-seed-${seed}.json`;
}
