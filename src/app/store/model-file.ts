import { completeRunConfig } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import { authorsConfig, sayOrder } from '../../exports/authors-model';
import { splitJson } from '../../exports/predictions';
import { type StatedByModel, statedByModel } from '../../exports/stated-by-model';
import { errorText } from '../../lib/error-text';
import type { OpenTable } from '../../protocol/data';
import type { RunEvent } from '../../protocol/run';
import { newRun } from '../../runs/record';
import type { Deps } from './deps';
import { namedRowsFile } from './selectors';
import type { AppState, Slice } from './store';

/** A model that a person has opened, and whose run has not begun. */
export interface WaitingModel {
  file: File;
  /** Undefined where it does not say what it was trained on. */
  stated: StatedByModel | undefined;
}

/** @param follow shows what is told of the run on the page, to its end */
type Follow = (id: string, open: (tell: (event: RunEvent) => void) => Promise<void>) => Promise<void>;

/** Opens models from files. The page loads it when the first one comes. */
export class ModelFiles {
  private readonly set: Parameters<Slice<AppState>>[0];
  /** Why the model that waits did not come, as it stands among the notes. */
  private said: string | undefined;
  /** What the person opened last: it may be read sooner than an earlier one. */
  private latest: File | undefined;

  constructor(
    set: Parameters<Slice<AppState>>[0],
    private readonly get: () => AppState,
    private readonly session: Deps['session'],
    private readonly follow: Follow,
  ) {
    this.set = set;
  }

  /**
   * Takes what the file states; where its data are not open, they are opened or asked for.
   *
   * @param withData data were given along with it, and are opened next: it waits for those, and is then compared with them, whatever they are
   */
  async open(file: File, withData: boolean): Promise<void> {
    const { get, set } = this;
    if (!get().mayReplace(`${file.name} was not opened`) || !get().mayOpen(`${file.name} was not opened`)) return;
    this.latest = file;
    try {
      const stated = statedByModel(new Uint8Array(await file.arrayBuffer()), file.name);
      if (this.latest !== file) return;
      const { table } = get();
      set({ waitingModel: { file, stated } });
      if (stated?.by !== 'metadata') {
        if (withData) return;
        if (table) return await this.goOn();
        return this.say(`${file.name} does not say what it was trained on. Open the data: the model comes as soon as they are there.`);
      }
      const { config, data } = stated;
      const source = config.data?.source;
      if (table?.hash === data.hash && !withData) {
        get().replace(config);
        await this.goOn();
      } else if (source && 'demo' in source) {
        if (!withData) await get().open(source, source.demo, () => config);
      } else {
        const files = source && 'files' in source ? source.files : [{ name: data.name, hash: data.hash }];
        get().want(files);
        get().replace(config);
        if (!withData) await get().seekFiles();
      }
    } catch (error) {
      // A model that waits goes on waiting where another file is wrong.
      if (get().waitingModel?.file === file) set({ waitingModel: undefined });
      get().note(errorText(error));
    }
  }

  /**
   * The model that waits comes, where the open data are those that it needs. Where they are not, it is said in what they differ: the model
   * goes on waiting, and the run on the page stays.
   */
  async goOn(): Promise<void> {
    const { get, set } = this;
    const { waitingModel: waiting, table } = get();
    if (!waiting || !table || !get().mayReplace(`${waiting.file.name} was not opened`)) return;
    const { file, stated } = waiting;
    // What was said of other data holds no longer.
    set({ notes: get().notes.filter((text) => text !== this.said) });
    try {
      if (stated?.by === 'authors') this.settingsOfAuthors(stated, file.name, table);
      // The page may have got other settings since, as with a run that was opened.
      if (stated?.by === 'metadata' && JSON.stringify(stated.config.model) !== JSON.stringify(get().config.model))
        get().replace({ ...get().input, model: stated.config.model, split: stated.config.split });
      if (get().problems.length > 0) return this.say(`${file.name} was not opened: its settings do not fit the open data.`);
      if (!this.rowsAreThere(waiting, table)) return;
      const { config } = get();
      const rowsFile = namedRowsFile(get());
      const warnings = await this.session().run.checkModel(file, config, rowsFile ? { rowsFile } : {});
      // The person may have gone on meanwhile.
      if (get().waitingModel !== waiting || get().table !== table || !get().mayReplace(`${file.name} was not opened`)) return;
      for (const text of warnings) get().note(text);
      get().forgetDropped();
      const begun = newRun({ config: { ...config, train: { ...config.train, baseline: false } }, data: get().preview?.data });
      set({ waitingModel: undefined, run: begun, endedAmid: undefined, cutOff: undefined, watched: [] });
      await this.follow(begun.id, (tell) => this.session().run.open(file, begun.config, tell, { id: begun.id, ...(rowsFile && { rowsFile }) }));
    } catch (error) {
      const text = errorText(error);
      this.say(text.includes(file.name) ? text : `${file.name} was not opened: ${text}`);
    }
  }

  private say(text: string): void {
    this.said = text;
    this.get().note(text);
  }

  /** @throws UserError where the open table is not the model's, ConfigError where what was said of it contradicts the model */
  private settingsOfAuthors({ model }: Extract<StatedByModel, { by: 'authors' }>, name: string, table: OpenTable): void {
    const { get } = this;
    const { input } = get();
    // The page's settings are of another model.
    const { model: _, train: __, ...data } = input;
    const { config, order } = authorsConfig(model, data, table, name);
    const whole: RunConfigInput = { ...config, data: { ...config.data, source: config.data?.source ?? get().config.data.source } };
    completeRunConfig(whole, table.proposed);
    get().replace(whole);
    if (!model.ordered) get().note(sayOrder(name, order));
  }

  /** Row numbers that the file brings along are taken; others are asked for. */
  private rowsAreThere({ file, stated }: WaitingModel, table: OpenTable): boolean {
    const { get, set } = this;
    const { split } = get().config;
    if (!('rowsFile' in split) || namedRowsFile(get())) return true;
    if (stated?.by === 'metadata' && stated.split && stated.data.hash === table.hash) {
      const rowsFile = new File([splitJson(stated.split)], split.rowsFile, { type: 'application/json' });
      set({ rowsFile });
      get().keepRows(rowsFile);
      return true;
    }
    this.say(`${file.name} waits for the row numbers of its split: choose ${split.rowsFile} under Data.`);
    return false;
  }
}
