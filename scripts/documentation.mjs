import { parseAst } from 'vite';

/** The table of settings, as this or another system writes paths. */
const TABLE = /[\\/]src[\\/]config[\\/]settings[\\/]/;
/** What is said there for the documentation alone; the page says title, unit and hint. */
const WORDS = 'about';

/**
 * A part of the build: leaves the words out that the table of settings has for the documentation alone. They would be 2 KB,
 * gzipped, of what a page must load first, and as much of its worker.
 *
 * @returns {import('vite').Plugin}
 */
export function documentation() {
  return {
    name: 'documentation',
    apply: 'build',
    transform: { filter: { id: TABLE }, order: 'post', handler: (code) => ({ code: withoutWords(code), map: null }) },
  };
}

/** @param {string} code of a module of the table, as JavaScript */
export function withoutWords(code) {
  const texts = [];
  find(parseAst(code), texts);
  return texts.toSorted((a, b) => b.start - a.start).reduce((left, { start, end }) => `${left.slice(0, start)}""${left.slice(end)}`, code);
}

function find(node, texts) {
  if (Array.isArray(node)) for (const each of node) find(each, texts);
  if (typeof node?.type !== 'string') return;
  const { type, key, value } = node;
  const isText = value?.type === 'Literal' ? typeof value.value === 'string' : value?.type === 'TemplateLiteral' && value.expressions.length === 0;
  if (type === 'Property' && key.type === 'Identifier' && key.name === WORDS && isText) texts.push(value);
  else for (const each of Object.values(node)) if (typeof each === 'object') find(each, texts);
}
