/** The paper's domains of MovieLens: ages in three groups. */
export const AGE_GROUPS = ['< 25', '25..34', '>= 35'];
