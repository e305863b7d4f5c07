/** Fetched together when the data sheet is first drawn. */
export { DenseSettings } from './DenseSettings';
export { DomainChoice } from './DomainChoice';
export { DomainComparison } from './DomainComparison';
export { LabelChoice } from './LabelChoice';
export { RowSettings } from './RowSettings';
export { SplitFactsTable } from './SplitFactsTable';
