import { ADAPTER_TEXTS } from '../app/model/adapter-texts';
import { describeSketch, sketch } from '../app/model/sketch';
import { withMarked } from '../cli/marked';
import { BACKBONE_WORDS } from '../config/backbone-words';
import { BACKBONE_INFO } from '../config/backbones';
import { DEFAULT_MODEL } from '../config/complete';
import { ADAPTER_KINDS, BACKBONES, type Backbone, type ModelConfig } from '../config/run-config';
import { PUBLIC_CLASSES } from '../training/goldens/public-classes';
import { drawing } from './drawing';
import { adapterFacts, DENSE, modelFacts } from './model-facts';

const NAMES = ['home', 'search', 'video'];
/** Of HAMUR, whose authors print numbers of theirs. */
const AUTHORS: readonly Backbone[] = ['mlp', 'dcn', 'wide-deep'];

const markOf = (backbone: Backbone) => `npm run docs: drawing of ${backbone}`;

/**
 * `docs/models.md` with its table and drawings made anew; what is written by hand stays. A backbone without a section gets one, which says
 * what the page says of it.
 */
export function modelsPage(page: string): string {
  const whole = BACKBONES.reduce(
    (text, backbone) => (text.includes(`<!-- ${markOf(backbone)} -->`) ? text : `${text.trimEnd()}\n\n${newSection(backbone)}`),
    page,
  );
  const drawn = BACKBONES.reduce((text, backbone) => withMarked(text, markOf(backbone), `![${titleOf(backbone)}, drawn](models/${backbone}.svg)`), whole);
  return withMarked(withMarked(drawn, 'npm run docs: models', table()), 'npm run docs: adapters', adapterTable());
}

/** The drawing of a backbone with the page's settings, as SVG. */
export function drawingOf(backbone: Backbone): string {
  const config: ModelConfig = { ...DEFAULT_MODEL, backbone };
  return drawing(sketch(config, NAMES, DENSE, true), 'embeddings of all fields, side by side, and dense values', describeSketch(config, NAMES, true));
}

const count = (n: number) => n.toLocaleString('en');
const titleOf = (backbone: Backbone) => BACKBONE_INFO[backbone].title;

function newSection(backbone: Backbone): string {
  const { about, paper } = BACKBONE_WORDS[backbone];
  return `## ${titleOf(backbone)}\n\n<!-- ${markOf(backbone)} -->\n<!-- end -->\n\n${about} (${paper})\n`;
}

function table(): string {
  const head = ['model', 'in a link', 'all domains share', 'each domain has', 'parameters', 'multiply-adds a row', 'paper', 'public code'];
  const rows = BACKBONES.map((backbone) => {
    const { shared, perDomain, parameters, cost } = modelFacts(backbone);
    return [
      `[${titleOf(backbone)}](#${anchorOf(titleOf(backbone))})`,
      `\`${backbone}\``,
      ['embeddings', ...shared].join(', '),
      perDomain.join(', ') || 'nothing',
      count(parameters),
      count(cost),
      BACKBONE_WORDS[backbone].paper,
      publicCode(backbone),
    ];
  });
  return [line(head), line(head.map((name) => (/parameters|multiply/.test(name) ? '---:' : '---'))), ...rows.map(line), '', added()].join('\n');
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** HAMUR's adapters and their relatives. */
function adapterTable(): string {
  const head = ['in a link', 'what it is', 'parameters', 'of a hyper-network', 'multiply-adds a row', 'paper'];
  const rows = ADAPTER_KINDS.map((kind) => {
    const { own, hyper, cost } = adapterFacts(kind);
    const { about, paper } = ADAPTER_TEXTS[kind];
    return [`\`${kind}\``, about, count(own), hyper > 0 ? count(hyper) : 'none', count(cost), paper];
  });
  return [line(head), line(['---', '---', '---:', '---:', '---:', '---']), ...rows.map(line)].join('\n');
}

/** What adapters cost, which depends on the width of the layer that they follow. */
function added(): string {
  const counts = BACKBONES.map((backbone) => modelFacts(backbone).added);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return `An adapter after the last layer adds ${least === most ? count(most) : `${count(least)} to ${count(most)}`} parameters, its hyper-network included.`;
}

/** As a viewer of Markdown names the place of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

/** Whose code is compared with ours number by number. */
function publicCode(backbone: Backbone): string {
  if (AUTHORS.includes(backbone)) return 'HAMUR’s authors: the same numbers';
  const classes = Object.entries(PUBLIC_CLASSES).filter(([, { backbone: own }]) => own === backbone);
  if (classes.length === 0) return 'none that computes the same';
  const choice = classes.flatMap(([, { choices = [] }]) => choices);
  const settings = [...(BACKBONE_INFO[backbone].follows ? ['follows=public-code'] : []), ...choice].map((text) => ` with \`${text}\``);
  return `${classes.map(([name]) => `\`${name}\``).join(', ')}: the same numbers${[...new Set(settings)].join(',')}`;
}
