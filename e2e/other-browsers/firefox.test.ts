import { startFirefox } from './firefox';
import { smoke } from './smoke';

// docs/engines.md says what is known of it.
smoke(startFirefox, { mayStall: 3 });
