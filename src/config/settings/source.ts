import { form, forms, optional, stated } from '../kinds/forms';
import { whole } from '../kinds/numbers';
import { address, text } from '../kinds/texts';
import { setting } from './setting';

/** Seeds are 32-bit, so that a link, a file and a command line all carry them exactly. */
export const anySeed = whole(0, 4294967295);

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
  ],
  '{"demo": name}, {"file": name} or {"url": address}',
  { alone: 'the link names neither a demo nor a file', several: 'a link may name one of a demo, a file and an address' },
);

export const SOURCE = {
  'data.source': setting({ kind: source, title: 'Source', about: 'Where the rows come from.', default: { demo: 'conflict' } }),
};
