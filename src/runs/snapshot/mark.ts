import { fromLink } from '../../config/link';
import { markOf } from '../../lib/mark';

/**
 * A short mark of the settings that a link states, however its text is encoded: a result says by it which settings it is of. What a link
 * says beside, and what cannot be read of it, has no part in it. It finds mistakes, not ill will: whoever sends a result may have made it
 * up.
 */
export const settingsMark = (link: string): string => markOf(JSON.stringify(fromLink(link).input));
