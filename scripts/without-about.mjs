import { parseAst } from 'vite';

/** Whether a file is one of `config/settings`. */
function holdsSettings(path) {
  const [part, folder, file] = path.split(/[\\/]/).slice(-3);
  return part === 'config' && folder === 'settings' && file.endsWith('.ts');
}

/**
 * Takes out of a build what the table of settings says for the documentation alone, its `about`s: they are a tenth of a kilobyte each, and the
 * page would load them first.
 *
 * @returns {import('vite').Plugin}
 */
export function withoutAbout() {
  return {
    name: 'without-about',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      return holdsSettings(id) ? { code: emptied(code), map: null } : undefined;
    },
  };
}

/** The source of settings with nothing in the `about` of each. */
export function emptied(code) {
  return aboutsOf(parseAst(code, { lang: 'ts' })).reduceRight((text, { start, end }) => `${text.slice(0, start)}''${text.slice(end)}`, code);
}

/** The value of each `about` in a call of `setting`, in the order of the source. */
function aboutsOf(node) {
  if (Array.isArray(node)) return node.flatMap(aboutsOf);
  if (typeof node !== 'object' || node === null) return [];
  if (node.type === 'CallExpression' && node.callee.name === 'setting') {
    const [told] = node.arguments;
    return told.properties.filter(({ key }) => key?.name === 'about').map(({ value }) => value);
  }
  return Object.values(node).flatMap(aboutsOf);
}
