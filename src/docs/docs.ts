import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from '../cli/configuration-page';
import { BACKBONES } from '../config/run-config';
import { drawingOf, modelsPage } from './models-page';

/** `npm run docs`: makes the tables of `docs/configuration.md` from the table of settings, and those of `docs/models.md` from the models. */
const docs = join(import.meta.dirname, '..', '..', 'docs');
for (const [name, made] of [['configuration.md', configurationPage] as const, ['models.md', modelsPage] as const]) {
  const path = join(docs, name);
  writeFileSync(path, made(readFileSync(path, 'utf8')));
}
mkdirSync(join(docs, 'models'), { recursive: true });
for (const backbone of BACKBONES) writeFileSync(join(docs, 'models', `${backbone}.svg`), drawingOf(backbone));
