export { makeDemo } from './demos';
export { encode } from './encode';
export { profileColumns } from './profile';
export { proposeRoles } from './propose-roles';
export { readTable, readText, type TableFile } from './read-table';
export { parseRowNumbers } from './row-numbers';
