export { compareDomains } from './compare/compare-domains';
export { makeDemo } from './demos';
export { encode } from './encode/encode';
export { idOfText } from './encode/id-of-text';
export { readTable } from './formats/read-table';
export { proposeRoles } from './roles/propose-roles';
export { parseRowNumbers } from './split/row-numbers';
export { profileColumns } from './table/profile';
