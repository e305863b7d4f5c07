import { errorText } from '../../../lib/error-text';
import { UserError } from '../../../lib/user-error';
import { inWords } from '../../limits';
import { TableBuilder } from '../../table/table-builder';
import type { Format } from '../format';
import { isBinary } from '../known-kinds';
import { flatten, parseExactly } from './flatten';
import { JsonObjects } from './json-objects';
import { refuseWholeTable } from './one-object';

/** JSON Lines, one object a line, or one list of objects. Keys become columns, in order of first appearance. */
export const json: Format = {
  name: 'JSON Lines',

  matches({ bytes, name }) {
    if (isBinary(bytes)) return 0;
    const text = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
    if (/^(?:\[\s*)?\{\s*["'}]/.test(text)) return 0.9;
    // An empty list, or one that holds no objects, is told what it is.
    return /^[[{]/.test(text) && /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i.test(name) ? 0.6 : 0;
  },

  async read(source, { limits, onRows, encoding, sample }) {
    const builder = new TableBuilder(source.name, limits, sample);
    builder.begin([]);
    const places = new Map<string, number>();
    const cells: string[] = [];
    let only: object | undefined;
    const take = (text: string, line: number) => {
      cells.fill('');
      const object = parsed(text, source.name, line);
      only = builder.seen === 0 ? object : undefined;
      flatten(object, (name, cell) => {
        const known = places.get(name);
        if (known !== undefined) {
          cells[known] = cell;
          return;
        }
        if (places.size === limits.columns) throw tooManyKeys(source.name, line, limits.columns);
        builder.add(name === '' || places.has(name) ? unused(name, places) : name, line);
        places.set(name, places.size);
        cells.push(cell);
      });
      const long = cells.findIndex((cell) => cell.length > limits.cell);
      if (long >= 0) throw tooLong(source.name, line, [...places.keys()][long] as string, limits.cell);
      builder.row(cells, line);
    };
    const objects = new JsonObjects(take, source.name, limits.object);
    let isList = false;
    let first = true;
    for await (const piece of source.text(encoding)) {
      if (first) isList = piece.trimStart().startsWith('[');
      first = false;
      objects.push(piece);
      onRows(builder.seen);
    }
    objects.end();
    if (only && !isList) refuseWholeTable(only, source.name);
    if (builder.rows === 0 || places.size === 0)
      throw new UserError('the file holds no objects with keys', source.name, 'Choose a file with one object a line.');
    const { rows, sampled } = builder;
    const how = { format: isList ? 'JSON (a list of objects)' : 'JSON Lines' };
    return { rows, columns: builder.finish(), warnings: [], how, ...(sampled && { sampled }) };
  },
};

/** A key of no letters has a name all the same. */
function unused(name: string, places: ReadonlyMap<string, number>): string {
  let made = `column ${places.size + 1}${name}`;
  while (places.has(made)) made += '′';
  return made;
}

function parsed(text: string, fileName: string, line: number): object {
  try {
    return parseExactly(text) as object;
  } catch (error) {
    const single = text.startsWith("{'") ? ' It looks like Python: names and texts need double quotes.' : '';
    throw new UserError(
      `this is no JSON (${errorText(error).slice(0, 120)})`,
      `${fileName}, line ${line}`,
      `Write one object {"name": value, …} a line.${single}`,
    );
  }
}

function tooManyKeys(fileName: string, line: number, most: number): UserError {
  return new UserError(
    `the objects have more than ${inWords(most)} different keys`,
    `${fileName}, line ${line}`,
    'Keys become columns: take out those that are no column, such as ids.',
  );
}

function tooLong(fileName: string, line: number, name: string, most: number): UserError {
  return new UserError(`“${name.slice(0, 40)}” has more than ${inWords(most)} characters`, `${fileName}, line ${line}`, 'Take the key out.');
}
