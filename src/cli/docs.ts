import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from './configuration-page';

/** `npm run docs`: makes the tables of `docs/configuration.md` from the table of settings. */
const path = join(import.meta.dirname, '..', '..', 'docs', 'configuration.md');
writeFileSync(path, configurationPage(readFileSync(path, 'utf8')));
