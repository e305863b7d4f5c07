import type { RunConfig } from '../../config/run-config';
import { UserError } from '../../lib/user-error';
import type { OpenSource } from '../../protocol/data';
import type { Session } from '../../protocol/session';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { filesOf } from '../store/file-pointers';
import { saysMore } from '../store/files';
import { rememberedMeasures } from '../store/remembered';
import { namedRowsFile } from '../store/selectors';
import type { AppState } from '../store/store';
import type { LaneGround } from './lane';

type Page = Pick<AppState, 'table' | 'openedFrom' | 'rowsFile' | 'config' | 'engines'>;

/**
 * What the lanes of an experiment train on: what is open on the page, where that is the same table, else the files that are kept of it.
 *
 * @param ask whether the person may be asked for a file that is kept where it was; it must follow a press
 * @throws UserError where they are not there
 */
export async function groundOf({ contestants, data }: ExperimentRecord, page: Page, session: Session, ask: boolean): Promise<LaneGround> {
  // All contestants have the same rows.
  const config = contestants[0]?.config as RunConfig;
  const open = page.table?.hash === data.hash ? page.openedFrom : undefined;
  const source = open ?? (await keptSource(config.data, session, ask));
  if (!source) throw new UserError(`${data.name}, the data of this experiment, are not open`, undefined, 'Open them, and go on.');
  const { split } = config;
  const named = open && namedRowsFile({ rowsFile: page.rowsFile, config });
  const rowsFile = named ?? ('rowsFile' in split ? await session.library.rows(split.rowsFile, data.hash) : undefined);
  // Else each lane would measure them, beside the others.
  const measured = rememberedMeasures() ?? page.engines?.measured ?? (await session.engines.describe()).measured;
  return { source, hash: data.hash, rowsFile, measured };
}

async function keptSource({ source, read: how }: RunConfig['data'], session: Session, ask: boolean): Promise<OpenSource | undefined> {
  if ('demo' in source) return source as OpenSource;
  const wanted = 'files' in source ? source.files : [{ name: 'file' in source ? source.file : source.url, hash: source.hash }];
  const contents = wanted.flatMap(({ hash }) => hash ?? []);
  const found = contents.length === wanted.length ? await session.library.files({ contents }) : undefined;
  const files = found && (await filesOf(found, ask));
  const read = how ? { read: how } : {};
  const [file] = files ?? [];
  if (!files || !file) return undefined;
  return 'url' in source ? { url: source.url, kept: file, ...read } : { files, ...(saysMore(wanted) && { as: wanted }), ...read };
}
