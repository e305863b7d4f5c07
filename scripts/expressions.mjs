import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';

const CODE = /\.(?:ts|tsx|mjs|js)$/;

/**
 * Regular expressions of the code whose time may grow faster than the text that they read, and those that are put together
 * while the code runs, which nobody can look at beforehand.
 *
 * @param {string} root the folder that file names are said from
 * @param {readonly string[]} folders inside of it
 * @returns {{ looked: number, problems: string[] }} how many were looked at, and a line for each that is wrong
 */
export function checkExpressions(root, folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && CODE.test(entry.name) && !/\.d\.m?ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const found = files
    .filter((file) => !isTest(file))
    .flatMap((file) => expressionsOf(readFileSync(file, 'utf8'), file).map((each) => ({ ...each, file: relative(root, file) })));
  return {
    looked: found.length,
    problems: found.flatMap(({ file, line, source, flags }) => problemsOf(source, flags).map((problem) => `${file}:${line} ${problem}`)),
  };
}

/** Tests read what they wrote themselves. */
const isTest = (file) => /\.(?:test|spec|test-helper)\.tsx?$/.test(file) || /test-helpers\.ts$/.test(file);

/** @returns each expression with its line; `source` is undefined where it is not a plain text */
function expressionsOf(text, file) {
  const found = [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, file.endsWith('x') ? ts.ScriptKind.TSX : undefined);
  const visit = (node) => {
    const line = () => tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ line: line(), source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(tree) === 'RegExp') {
      const [source, flags] = node.arguments ?? [];
      const plain = source && ts.isStringLiteralLike(source) ? source.text : undefined;
      found.push({ line: line(), source: plain, flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function problemsOf(source, flags) {
  if (source === undefined) return ['puts an expression together while it runs: write it as a literal, or without an expression'];
  const name = `/${source}/${flags}`;
  const { reports, parsed } = analyse({ source, flags });
  const within = reports.map(
    ({ character, exponential }) => `${name} backtracks ${exponential ? 'exponentially' : 'more than linearly'} over "${character.pick}"`,
  );
  const anchored = ({ elements: [first] }) => first?.type === 'Assertion' && first.kind === 'start' && !flags.includes('m');
  // Each place where it may begin is looked at, and from each it may look on to the end of the text in vain.
  const across = parsed.pattern.alternatives.every((alternative) => anchored(alternative) || endlessOnlyAtEnd(alternative))
    ? []
    : [`${name} begins anywhere and repeats something before its end: begin it with ^`];
  return [...within, ...across].slice(0, 1);
}

/** Whether only the last thing that is read is read endlessly, so that nothing behind it can fail. */
function endlessOnlyAtEnd({ elements }) {
  return elements.every((element, i) => !isEndless(element) || (i === elements.length - 1 && isRun(element)));
}

function isRun(element) {
  if (element.type === 'Quantifier') return !isEndless(element.element);
  return (element.type === 'Group' || element.type === 'CapturingGroup') && element.alternatives.every(endlessOnlyAtEnd);
}

function isEndless(element) {
  if (element.type === 'Quantifier') return element.max === Number.POSITIVE_INFINITY || isEndless(element.element);
  return (element.alternatives ?? []).some(({ elements }) => elements.some(isEndless));
}
