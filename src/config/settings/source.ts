import * as v from 'valibot';
import { DEFAULT_DEMO } from '../demos';
import { form, forms, optional, stated } from '../kinds/forms';
import { whole } from '../kinds/numbers';
import { strict } from '../kinds/objects';
import { address, list, text } from '../kinds/texts';
import { joinParts, splitParts } from '../link-text';
import { setting } from './setting';

/** Seeds are 32-bit, so that a link, a file and a command line all carry them exactly. */
export const anySeed = whole(0, 4294967295);

/** One of several files, and what it gives to the table that is made of them. */
export interface SourceFile {
  name: string;
  hash?: string | undefined;
  part?: string | undefined;
  domain?: string | undefined;
  key?: string | undefined;
  of?: string | undefined;
}

/** What is said of one of several files, in the order in which a link has it. */
export const SOURCE_FILE_PARTS: { readonly [K in keyof SourceFile]-?: { what: string; about: string } } = {
  name: { what: 'a file name', about: 'its name' },
  hash: { what: 'the hash of the file', about: 'the hash of its content, so that another content is noticed' },
  part: {
    what: 'the name of a part',
    about: 'where its rows stand below those of other files: which part they are, such as `train`; it stands in the column `part`',
  },
  domain: { what: 'the name of a domain', about: 'the same: which domain they are; it stands in the column `file`' },
  key: { what: 'the name of a column', about: 'where it is joined to the rows: its column in which a key is looked up' },
  of: { what: 'the name of a column', about: 'the column of the rows that holds the key; left out: the one of the same name' },
};

const NAMES = Object.keys(SOURCE_FILE_PARTS) as (keyof SourceFile)[];

const sourceFile = strict<SourceFile>(
  Object.fromEntries(
    NAMES.map((name) => {
      const { schema } = text(SOURCE_FILE_PARTS[name].what);
      return [name, name === 'name' ? schema : v.optional(schema)];
    }),
  ) as { [K in keyof SourceFile]-?: v.GenericSchema<unknown, SourceFile[K]> },
);

/** In a link `name:hash:part:domain:key:of`, empty where left out. */
const sourceFiles = (() => {
  const any = list(sourceFile, 'files', {
    write: (item) => joinParts(NAMES.map((name) => item[name] ?? '')),
    read: (item) => {
      const parts = splitParts(item);
      return Object.fromEntries(NAMES.map((name, i) => [name, parts[i]] as const).filter(([name, part]) => part || name === 'name'));
    },
  });
  const schema = v.pipe(
    any.schema,
    v.minLength(1, 'must name at least one file'),
    v.check((files) => new Set(files.map(({ name }) => name)).size === files.length, 'must name each file once'),
  );
  return { ...any, schema };
})();

const source = forms(
  [
    form({
      demo: stated(text('the name of a demo set'), 'demo', 'a demo set, by name'),
      rows: optional(whole(100, 1_000_000), 'rows', 'how many rows are made; left out: as many as the set usually has'),
      seed: optional(anySeed, 'dataSeed', 'the seed that they are drawn with; left out: 1'),
    }),
    form({
      file: stated(text('a file name'), 'file', 'a file of your own, by name; a link to it asks for the file'),
      hash: optional(text('the hash of the file'), 'hash', 'the hash of its content, so that another content is noticed'),
    }),
    form({
      url: stated(address(), 'url', 'a file on the web, by its address; whoever opens a link to it is asked before it is fetched'),
      hash: optional(text('the hash of the file'), 'hash', 'the hash of its content, so that another content is noticed'),
    }),
    form({
      files: stated(sourceFiles, 'files', 'several files of your own that make one table, each an object (see below); a link to them asks for the files'),
    }),
  ],
  '{"demo": name}, {"file": name}, {"url": address} or {"files": […]}',
  { alone: 'the link names neither a demo nor a file', several: 'a link may name a demo, a file, several files or an address, but only one of these' },
);

export const SOURCE = {
  'data.source': setting({ kind: source, title: 'Source', about: 'Where the rows come from.', default: { demo: DEFAULT_DEMO } }),
};
