export { makeDemo } from './demos';
export { encode } from './encode/encode';
export { readTable } from './formats/read-table';
export { proposeRoles } from './roles/propose-roles';
export { fetchFile } from './source/fetch-file';
export { parseRowNumbers } from './split/row-numbers';
export { profileColumns } from './table/profile';
