/** What stands beside data in a folder, and is none: by its name. */
const NAMES =
  /^(?:\.|~\$|_(?:success|committed|started|metadata|common_metadata|temporary|delta_log)|readme|licen[cs]e|copying|changelog|citation|authors|notice|contributing|thumbs\.db|__macosx)/i;
const ENDINGS = new Set([
  ...['md', 'rst', 'pdf', 'doc', 'docx', 'odt', 'ppt', 'pptx', 'html', 'htm', 'tex', 'bib'],
  ...['png', 'jpg', 'jpeg', 'gif', 'svg', 'webp', 'ico'],
  ...['py', 'ipynb', 'r', 'pl', 'sh', 'js', 'ts', 'java', 'sql', 'css', 'yml', 'yaml', 'toml', 'xml', 'cfg', 'ini', 'lock', 'log', 'md5', 'sha256'],
]);

/** Of several files those that hold something and that may be data, and the others, which need not be read; all where none would be left. */
export function withoutBesides<T extends { name: string; size?: number }>(files: readonly T[]): { data: T[]; besides: T[] } {
  const data = files.filter(({ name, size }) => size !== 0 && !isBeside(name));
  return files.length === 1 || data.length === 0 ? { data: [...files], besides: [] } : { data, besides: files.filter((file) => !data.includes(file)) };
}

function isBeside(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return NAMES.test(name) || (dot > 0 && ENDINGS.has(name.slice(dot + 1).toLowerCase()));
}
