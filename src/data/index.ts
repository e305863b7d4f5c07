export { makeDemo } from './demos';
export { encode } from './encode/encode';
export { readTable } from './formats/read-table';
export { findLeaks } from './leaks/find-leaks';
export { labelRates } from './leaks/label-rates';
export { propose } from './roles/propose-roles';
export { parseRowNumbers } from './split/row-numbers';
export { profileColumns } from './table/profile';
