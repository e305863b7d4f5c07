import type { Card } from './card';

const HAMUR = 'demo=conflict&baseline=false';

export const CARDS: readonly Card[] = [
  {
    name: 'a',
    title: '',
    about: '',
    look: '',
    question: '',
    answer: '',
    link: HAMUR,
    view: '',
    seeds: 'five',
    runs: {
      hamur: HAMUR,
      ones: `${HAMUR}&adapterInit=authors`,
      k1: `${HAMUR}&k=1`,
      k64: `${HAMUR}&k=64`,
      pooled: 'demo=conflict&sharing=pooled',
      separate: 'demo=conflict&baseline=false&sharing=separate',
      tiny: 'demo=tiny&baseline=false&sharing=separate',
      leak: 'demo=conflict&label=category&positive=c0,c1,c2,c3,c4&sparse=user_id,segment,item_id,hour&dense=price',
      noleak: 'demo=conflict&label=category&positive=c0,c1,c2,c3,c4&sparse=user_id,segment,hour&dense=price',
    },
    claim: [],
  },
];
