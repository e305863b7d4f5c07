import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import { underLock } from './lock';

/**
 * Proofs by their keys, in a JSON file with a line for each. Whatever is kept is there at once and whole: the file is written under
 * another name, and then takes the place of the old one. It is read anew each time, and read and written under a lock, so that several
 * commands may fill it together.
 */
export class ProofRecord<P extends object> {
  constructor(private readonly path: string) {}

  /** @throws UserError where the file is none that this wrote */
  read(): Record<string, P> {
    if (!existsSync(this.path)) return {};
    try {
      return JSON.parse(readFileSync(this.path, 'utf8'));
    } catch (error) {
      throw new UserError(`this is not JSON (${errorText(error)})`, this.path, 'Correct it, or take the last version of it that was kept.');
    }
  }

  keep(key: string, proof: P): void {
    this.change((proofs) => ({ ...proofs, [key]: proof }));
  }

  remove(keys: readonly string[]): void {
    this.change((proofs) => Object.fromEntries(Object.entries(proofs).filter(([key]) => !keys.includes(key))));
  }

  private change(to: (proofs: Record<string, P>) => Record<string, P>): void {
    underLock(`${this.path}.lock`, () => this.write(to(this.read())));
  }

  private write(proofs: Record<string, P>): void {
    const lines = Object.keys(proofs)
      .toSorted()
      .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(proofs[key])}`);
    const unfinished = `${this.path}.${process.pid}`;
    writeFileSync(unfinished, `{\n${lines.join(',\n')}\n}\n`);
    renameSync(unfinished, this.path);
  }
}
