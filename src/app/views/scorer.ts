import { errorText } from '../../lib/error-text';
import type { ScoreProgress } from '../../protocol/score';
import { isActive } from '../../runs/record';
import { slug } from '../figure/slug';
import type { Deps } from '../store/deps';
import type { Finished, ScoreState } from '../store/scores';
import type { AppState, AppStore } from '../store/store';
import { openScores } from './scores-file';
import { pickScores, removeEmpty, scoresOnDisk } from './scores-on-disk';

/** Has files of new rows predicted by the model of the run on the page. What comes of it stands in the store, whatever tab is shown. */
export class Scorer {
  private picking = false;

  constructor(
    private readonly store: AppStore,
    private readonly session: Deps['session'],
  ) {
    store.subscribe((state) => this.mindRun(state));
  }

  /** Finds out which columns of a file would be read. It does nothing while another is scored. */
  async look(run: string, file: File): Promise<void> {
    const { scores } = this.store.getState();
    if (scores?.state === 'scoring') return;
    this.keepUnsaved();
    this.store.setState({ scores: { run, state: 'looking', file } });
    await this.attempt(file, async () => ({ state: 'chosen', file, columns: await this.session().run.scoreColumns(file), withColumns: false }));
  }

  /**
   * Where the browser can write to a file that the person picks, it asks for that first, and writes it as it is made.
   *
   * @param withColumns whether the file's own columns stand beside each prediction
   */
  async score(run: string, file: File, withColumns: boolean): Promise<void> {
    if (this.picking) return;
    this.picking = true;
    const picked = await pickScores(nameOf(file)).finally(() => {
      this.picking = false;
    });
    if (picked === 'closed') return;
    const { scores } = this.store.getState();
    // Meanwhile another file may have been chosen, or the model have gone.
    if (scores?.file !== file || scores.run !== run) return void (picked && removeEmpty(picked));
    this.store.setState({ scores: { run, state: 'scoring', file, progress: { rows: 0 } } });
    await this.attempt(file, () => (picked ? this.onto(picked, file, withColumns) : this.intoMemory(file, withColumns)));
  }

  private async intoMemory(file: File, withColumns: boolean): Promise<ScoreState> {
    const save = openScores();
    const onProgress = (progress: ScoreProgress) => this.tell(file, { state: 'scoring', file, progress });
    const scored = await this.session().run.score(file, save.take, onProgress, { columns: withColumns });
    return scored ? { state: 'scored', file, scored, save, saved: false } : { state: 'cancelled', file };
  }

  private async onto(picked: FileSystemFileHandle, file: File, withColumns: boolean): Promise<ScoreState> {
    const disk = await scoresOnDisk(picked);
    const { name } = disk;
    const written = () => ({ name, bytes: disk.bytes() });
    const onProgress = (progress: ScoreProgress) => this.tell(file, { state: 'scoring', file, progress, written: written() });
    onProgress({ rows: 0 });
    try {
      const scored = await this.session().run.score(file, disk.take, onProgress, { columns: withColumns });
      if (!scored || this.store.getState().scores?.file !== file) {
        await disk.giveUp();
        return { state: 'cancelled', file, unwritten: name };
      }
      await disk.finish();
      return { state: 'scored', file, scored, written: written(), saved: true };
    } catch (error) {
      await disk.giveUp();
      throw error;
    }
  }

  choose(withColumns: boolean): void {
    const { scores } = this.store.getState();
    if (scores?.state === 'chosen') this.store.setState({ scores: { ...scores, withColumns } });
  }

  cancel(): void {
    void this.session().run.cancelScore();
  }

  save({ file, save }: Finished): void {
    save.save(nameOf(file));
    const { scores } = this.store.getState();
    if (scores?.state === 'scored' && 'save' in scores && scores.save === save) this.store.setState({ scores: { ...scores, saved: true } });
    else this.drop(save);
  }

  /** Lets go of predictions that another file or run has pushed aside. */
  drop(save: Finished['save']): void {
    this.store.setState(({ unsavedScores }) => ({ unsavedScores: unsavedScores.filter((each) => each.save !== save) }));
  }

  /** What is found out of an earlier file, or of a run that has gone, no longer matters. */
  private tell(file: File, next: ScoreState): void {
    const { scores } = this.store.getState();
    if (scores?.file === file) this.store.setState({ scores: { run: scores.run, ...next } });
  }

  private async attempt(file: File, work: () => Promise<ScoreState>): Promise<void> {
    try {
      this.tell(file, await work());
    } catch (error) {
      this.tell(file, { state: 'failed', file, message: errorText(error) });
    }
  }

  /** @returns whether there was anything to keep */
  private keepUnsaved(): boolean {
    const { scores, unsavedScores } = this.store.getState();
    if (scores?.state !== 'scored' || scores.saved) return false;
    const { file, scored, save } = scores;
    this.store.setState({ scores: undefined, unsavedScores: [...unsavedScores, { file, scored, save }] });
    return true;
  }

  /** A run that trains or is shown instead takes the model away. One that Reset took off the page may come back, and its model is there. */
  private mindRun({ run, scores, note }: AppState): void {
    if (!scores || !run || (run.id === scores.run && !isActive(run))) return;
    const { name } = scores.file;
    if (this.keepUnsaved()) note(`The predictions of ${name} are not saved yet. They stay under Results until you save or drop them.`);
    this.store.setState({ scores: undefined });
    if (scores.state !== 'scoring') return;
    this.cancel();
    const unwritten = scores.written ? ` ${scores.written.name} was not written.` : '';
    note(`The scoring of ${name} was given up: another run has taken the place of its model.${unwritten}`);
  }
}

/** What the predictions of a file are called. */
const nameOf = (file: File) => `${slug(file.name.split('.', 1)[0] ?? '')}-scores.csv`;

const scorers = new WeakMap<AppStore, Scorer>();

/** The one of a page. */
export function scorerOf(store: AppStore, session: Deps['session']): Scorer {
  const known = scorers.get(store);
  if (known) return known;
  const scorer = new Scorer(store, session);
  scorers.set(store, scorer);
  return scorer;
}
