import { later } from '../parts/later';

/** The parts of the data sheet that say what label, domains and split mean; their code comes after the page's first. */
const parts = () => import('./meaning');

export const DomainChoice = later('The choice of domains', async () => (await parts()).DomainChoice);
export const LabelChoice = later('The choice of the label', async () => (await parts()).LabelChoice);
export const SplitFactsTable = later('The facts of the split', async () => (await parts()).SplitFactsTable);
export const DomainComparison = later('The comparison of domains', async () => (await parts()).DomainComparison);
export const DenseSettings = later('The settings of dense fields', async () => (await parts()).DenseSettings);
export const RowSettings = later('The settings of rows', async () => (await parts()).RowSettings);
