/** The layers point one way: app -> session -> training -> model -> engine, with data, insight and share beside them. */
const LAYERS = {
  config: [],
  measures: [],
  data: ['config'],
  engine: ['config'],
  model: ['config', 'engine'],
  training: ['config', 'data', 'engine', 'measures', 'model'],
  bench: ['config', 'data', 'engine', 'model', 'training'],
  insight: ['config', 'data', 'engine', 'measures', 'model', 'training'],
  share: ['bench', 'config', 'data', 'insight', 'measures', 'model', 'session', 'training'],
  session: ['bench', 'config', 'data', 'engine', 'insight', 'measures', 'model', 'share', 'training'],
  cli: ['bench', 'config', 'data', 'engine', 'insight', 'measures', 'session', 'share', 'training'],
  app: ['bench', 'config', 'data', 'engine', 'insight', 'measures', 'session', 'share', 'training'],
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
      name: 'the-page-loads-no-engine',
      comment: 'The page may know the types of what runs in the worker, never its code: tfjs would land in the first script.',
      severity: 'error',
      from: { path: '^src/(app|cli|share)/', pathNot: TEST },
      to: { path: '^src/(bench|data|engine|model|training|insight)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-client-at-run-time',
      severity: 'error',
      from: { path: '^src/(app|cli|share)/', pathNot: TEST },
      to: { path: '^src/session/', pathNot: '^src/session/(umap-)?client\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    { name: 'react-only-in-the-app', severity: 'error', from: { path: '^src/(?!app/)' }, to: { path: 'node_modules/(react|react-dom|recharts|zustand)/' } },
    { name: 'workers-only-in-the-session', severity: 'error', from: { path: '^src/(?!session/)' }, to: { path: 'node_modules/comlink/' } },
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
