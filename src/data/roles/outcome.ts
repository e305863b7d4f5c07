/** Names of what happened after the row was shown: a label, or what would give it away. */
export const OUTCOME =
  /^((is_)?(click|clicked|label|target|like|liked|purchase|purchased|buy|bought|ordered|conversion|convert|converted|follow|followed|cvr|ctr|rating|score|stars|y)|long_view|add_to_cart|is_(cart|order|share|comment|forward|watched|hate|profile_enter))$/i;
