export { makeDemo } from './demos';
export { encode } from './encode/encode';
export { readTable } from './formats/read-table';
export { proposeRoles } from './roles/propose-roles';
export { parseRowNumbers } from './split/row-numbers';
export { profileColumns } from './table/profile';
export { sampleSentence } from './table/sample-sentence';
