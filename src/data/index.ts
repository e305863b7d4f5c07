export { combinedRoles } from './combine/roles';
export { makeDemo } from './demos';
export { encode } from './encode/encode';
export { openFiles } from './files/open-files';
export { knownSetInfos } from './known';
export { proposeRoles } from './roles/propose-roles';
export { parseRowNumbers } from './split/row-numbers';
export { profileColumns } from './table/profile';
