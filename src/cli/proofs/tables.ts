import { demosTable } from './demos';
import { domainsTable } from './domains';
import { galleryTable } from './gallery/table';
import { movielens1mTable } from './movielens-1m';
import { movielens100kTable } from './movielens-100k';
import { movielensUsersTable } from './movielens-users';
import { backbonesTable, movielensPaper, movielensUsual, readmeTable } from './paper';
import type { ProofTable, Run } from './proof';
import { scenarioWise1mTable, scenarioWise100kTable } from './scenario-wise-table';
import { seedsTable } from './seeds';

export const TABLES: readonly ProofTable[] = [
  demosTable,
  domainsTable,
  galleryTable,
  seedsTable,
  movielens100kTable,
  movielens1mTable,
  scenarioWise1mTable,
  scenarioWise100kTable,
  backbonesTable,
  movielensPaper,
  movielensUsual,
  movielensUsersTable,
  readmeTable,
];

/** Each run that a table needs, once. */
export const RUNS: readonly Run[] = [...new Map(TABLES.flatMap(({ runs }) => runs).map((run) => [run.key, run] as const)).values()];
