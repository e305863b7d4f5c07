/**
 * The layers point one way: each names what it may use, all the way down. `docs/architecture.md` draws them.
 *
 * On both sides of the worker's door stand `lib`, `config`, `measures`, `protocol` and `exports`; `wire` is the door.
 */
const SHARED = ['lib', 'config', 'measures', 'protocol'];
const LAYERS = {
  lib: [],
  config: ['lib'],
  measures: ['lib'],
  protocol: ['lib', 'config', 'measures'],
  exports: SHARED,
  wire: SHARED,
  data: SHARED,
  engine: SHARED,
  model: [...SHARED, 'engine'],
  training: [...SHARED, 'data', 'engine', 'model'],
  insight: [...SHARED, 'data', 'engine', 'model', 'training'],
  bench: [...SHARED, 'data', 'engine', 'model', 'training'],
  runs: SHARED,
  storage: [...SHARED, 'runs'],
  offline: ['protocol'],
  worker: [...SHARED, 'exports', 'wire', 'data', 'engine', 'model', 'training', 'insight', 'bench', 'runs', 'storage'],
  headless: [...SHARED, 'exports', 'wire', 'runs'],
  cli: [...SHARED, 'exports', 'runs', 'headless'],
  app: [...SHARED, 'exports', 'wire', 'runs'],
  docs: [...SHARED, 'model', 'training', 'cli', 'app'],
};
const TEST = String.raw`\.test\.tsx?$`;
const others = (allowed, own) => Object.keys(LAYERS).filter((layer) => layer !== own && !allowed.includes(layer));

module.exports = {
  forbidden: [
    ...Object.entries(LAYERS).map(([layer, allowed]) => ({
      name: `${layer}-knows-only-what-lies-below`,
      severity: 'error',
      from: { path: `^src/${layer}/`, pathNot: TEST },
      to: { path: `^src/(${others(allowed, layer).join('|')})/` },
    })),
    {
      name: 'every-file-has-a-layer',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/', pathNot: `^src/(${Object.keys(LAYERS).join('|')})/` },
    },
    {
      name: 'the-command-line-takes-types-of-its-page',
      comment: 'What runs in the headless page is called through Playwright, never imported into Node.',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: TEST },
      to: { path: '^src/headless/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'react-only-in-the-app', severity: 'error', from: { path: '^src/(?!app/)' }, to: { path: 'node_modules/(react|react-dom|recharts|zustand)/' } },
    { name: 'storage-is-touched-in-one-place', severity: 'error', from: { path: '^src/(?!storage/)', pathNot: TEST }, to: { path: 'node_modules/idb/' } },
    { name: 'comlink-only-at-the-door', severity: 'error', from: { path: '^src/(?!wire/)' }, to: { path: 'node_modules/comlink/' } },
    {
      name: 'tensors-only-below',
      severity: 'error',
      from: { path: '^src/(?!engine/|model/|training/|insight/|bench/)' },
      to: { path: 'node_modules/@tensorflow/' },
    },
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default'],
    },
  },
};
