import { smoke } from './smoke';
import { startWebKit } from './webkit';

// WebKitGTK clones no shared memory: DataCloneError.
smoke(startWebKit, false);
