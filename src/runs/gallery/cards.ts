import type { Card } from './card';

/** The default model without its backbone beside it, which takes half the time. */
const HAMUR = 'demo=conflict&baseline=false';
/** Whether an item is of five of sixteen categories, which is a property of the item. */
const CATEGORY = 'demo=conflict&label=category&positive=c0,c1,c2,c3,c4';
/** The paper's roles and sizes, in recommended mode, on a random split. */
const MOVIELENS =
  'label=rating&positive=%3E+3&domain=age&groups=%3C+25,25..34,%3E%3D+35&sparse=user_id,movie_id,gender,occupation,zip,cate_id:genres:first:%7C&dense=age&backbone=mlp&layers=256,128&adapters=2&k=35&batch=2048&learningRate=0.001&weightDecay=0.00001&epochs=20&patience=10';

/** The gallery, in the order in which the page shows it. */
export const CARDS: readonly Card[] = [
  {
    name: 'conflict',
    title: 'Domains in conflict',
    about:
      'Three channels show the same items to the same people. They agree in two of ten tastes; in each of the others a channel may want the opposite. DCN shares all of its weights between them. HAMUR corrects it for every row.',
    look: 'The maps of weights beside the curves: each channel has a pattern of its own. Then open “Does it matter?”.',
    question: 'HAMUR is ahead of DCN. How can one tell that it is the domain that helps, and not just more weights?',
    answer:
      'By taking it away. Every test row keeps its values, and its H is made as if it were a row of another channel. The AUC falls further than with the adapters switched off: they rely on the right domain.',
    link: 'demo=conflict',
    view: 'view=matters',
    seeds: 'twenty',
    runs: { hamur: 'demo=conflict' },
    claim: [
      {
        says: 'HAMUR is ahead of DCN in mean AUC over the domains.',
        of: { run: 'hamur', what: 'auc' },
        minus: { run: 'hamur', what: 'alone' },
        above: 0,
        by: 'interval',
      },
      {
        says: 'The domain moves H, in every seed by more than a third of the distance between two rows.',
        of: { run: 'hamur', what: 'moved' },
        above: 0.33,
        by: 'every seed',
      },
      { says: 'With the H of another domain the AUC falls.', of: { run: 'hamur', what: 'as another' }, below: -0.05, by: 'interval' },
    ],
    picture: { kind: 'heat', stored: 'conflict-dcn' },
  },
  {
    name: 'agreement',
    title: 'Domains that agree',
    about:
      'The same people and items as above, but all channels want the same. The domain says nothing of tastes, so there is nothing to gain from knowing it: an honest null.',
    look: 'The maps of weights, which are nearly blank: the hyper-network has learnt to ignore the domain.',
    question: 'The adapters still do something here, and taking them off costs AUC. Why is that no proof that they use the domain?',
    answer:
      'Because the model was trained with them, and they are made of the whole row. What tells is the exchange: with the H of a row of another domain nothing changes. Over 20 seeds HAMUR is ahead by .004 all the same, a third of what it gains where domains conflict: that is what more weights do, without any use of the domain.',
    link: 'demo=agreement',
    view: 'view=matters',
    seeds: 'twenty',
    runs: { hamur: 'demo=agreement' },
    claim: [
      {
        says: 'HAMUR and DCN differ by less than .01 in mean AUC.',
        of: { run: 'hamur', what: 'auc' },
        minus: { run: 'hamur', what: 'alone' },
        above: -0.01,
        below: 0.01,
        by: 'interval',
      },
      { says: 'The domain hardly moves H.', of: { run: 'hamur', what: 'moved' }, below: 0.1, by: 'interval' },
      { says: 'The H of another domain does as well.', of: { run: 'hamur', what: 'as another' }, above: -0.005, below: 0.005, by: 'interval' },
    ],
    picture: { kind: 'heat', stored: 'agreement-dcn' },
  },
  {
    name: 'tiny',
    title: 'A tiny domain leans on a large one',
    about:
      'Video has 2 % of the rows, and exactly the tastes of home, which has 60 %. Search wants the opposite in eight of ten. One model for all can carry over what home has taught it; a model of video’s own rows cannot.',
    look: 'The test AUC of video on the tab Results, and its interval: so few test rows tell little from one run.',
    question: 'Is it HAMUR that helps video?',
    answer:
      'Not by itself: DCN alone, which is told the domain as a feature, reaches about the same AUC on video. What helps is to share: a model of video’s own rows is hardly better than chance.',
    link: 'demo=tiny',
    view: 'view=results',
    seeds: 'five',
    runs: { hamur: 'demo=tiny', separate: 'demo=tiny&baseline=false&sharing=separate' },
    claim: [
      {
        says: 'On video, one model for all with HAMUR is ahead of a model of video’s own.',
        of: { run: 'hamur', what: 'auc', domain: 'video' },
        minus: { run: 'separate', what: 'auc', domain: 'video' },
        above: 0.05,
        by: 'interval',
      },
      {
        says: 'On video HAMUR and DCN, both trained on all rows, differ by less than .03.',
        of: { run: 'hamur', what: 'auc', domain: 'video' },
        minus: { run: 'hamur', what: 'alone', domain: 'video' },
        above: -0.03,
        below: 0.03,
        by: 'interval',
      },
    ],
    picture: {
      kind: 'dots',
      axis: 'test AUC on video',
      rows: [
        { name: 'DCN + HAMUR', of: { run: 'hamur', what: 'auc', domain: 'video' } },
        { name: 'DCN', of: { run: 'hamur', what: 'alone', domain: 'video' } },
        { name: 'video alone', of: { run: 'separate', what: 'auc', domain: 'video' } },
      ],
    },
  },
  {
    name: 'all-ones',
    title: 'The start that collapses',
    about:
      'The authors’ code starts U, V and gamma of every adapter with ones. Then all units of an adapter begin alike, get the same gradient, and stay alike. The page starts them near the identity; this link takes the authors’ start, and leaves all else.',
    look: 'Press Train, and open the tab Rank: the generated weights have one direction from the first step to the last. Then compare the AUC with that of the default start.',
    question: 'H is free to differ from row to row. Why does the rank of U·H·V stay at one, and why does the AUC hardly suffer?',
    answer:
      'Columns of U that are equal at the start have equal gradients, so they stay equal; so do the rows of V. U·H·V then says one number, the sum of H, in many copies. One number for each row, made of all its fields, is all the correction that this small data set rewards: see the card on a small k.',
    link: `${HAMUR}&adapterInit=authors`,
    view: 'view=rank',
    seeds: 'five',
    runs: { ones: `${HAMUR}&adapterInit=authors`, hamur: HAMUR },
    claim: [
      { says: 'From all ones the generated weights keep an effective rank of one.', of: { run: 'ones', what: 'rank' }, below: 1.05, by: 'every seed' },
      { says: 'From near the identity they keep more.', of: { run: 'hamur', what: 'rank' }, above: 2, by: 'every seed' },
      {
        says: 'And yet the AUC of the two starts differs by less than .02.',
        of: { run: 'ones', what: 'auc' },
        minus: { run: 'hamur', what: 'auc' },
        above: -0.02,
        below: 0.02,
        by: 'interval',
      },
    ],
    picture: { kind: 'rank', stored: 'conflict-dcn' },
  },
  {
    name: 'k-small',
    title: 'k too small: H is one number',
    about:
      'With k = 1 the hyper-network makes a single number for a row, and the adapter’s weights are one fixed matrix, scaled by it. The paper takes 35 and more on MovieLens.',
    look: 'The AUC in the headline. Set k to 2, 4 and 16, and train again. Once trained, the tab Rank shows one direction.',
    question: 'How small may k be before the AUC suffers?',
    answer:
      'On this demo it does not suffer at all that we could measure: one number a row does as well as 256. That is a fact of this demo, which has three domains and 30,000 rows, and none of HAMUR. The rank, which is at most k, says what a model could use, not what it needs.',
    link: `${HAMUR}&k=1`,
    view: 'view=rank',
    seeds: 'five',
    runs: { one: `${HAMUR}&k=1`, usual: HAMUR },
    claim: [
      { says: 'With k = 1 the generated weights have at most one direction.', of: { run: 'one', what: 'rank' }, below: 1.05, by: 'every seed' },
      { says: 'With k = 16 they have more than three.', of: { run: 'usual', what: 'rank' }, above: 3, by: 'every seed' },
      {
        says: 'The AUC of the two differs by less than .02.',
        of: { run: 'one', what: 'auc' },
        minus: { run: 'usual', what: 'auc' },
        above: -0.02,
        below: 0.02,
        by: 'interval',
      },
    ],
    picture: {
      kind: 'dots',
      axis: 'test AUC, mean over the domains',
      rows: [
        { name: 'k = 1', of: { run: 'one', what: 'auc' } },
        { name: 'k = 16', of: { run: 'usual', what: 'auc' } },
      ],
    },
  },
  {
    name: 'k-large',
    title: 'k too large: weights that wait for work',
    about:
      'With k = 64 the hyper-network’s last layer has 4,096 outputs, and the whole model nearly seven times the parameters. A step takes several times as long.',
    look: 'The number of parameters under Model. Press Train: the rows a second in the top bar, and the tab Rank.',
    question: 'Of 32 directions that the bottleneck has, how many do the generated weights use?',
    answer:
      'Fewer than a dozen, about as many as with k = 16. The rest of H is there and is paid for at every row. Five seeds see no difference in AUC, and would see one of .02.',
    link: `${HAMUR}&k=64`,
    view: 'view=rank',
    seeds: 'five',
    runs: { large: `${HAMUR}&k=64`, usual: HAMUR },
    claim: [
      {
        says: 'k = 64 adds more than 250,000 parameters to k = 16.',
        of: { run: 'large', what: 'parameters' },
        minus: { run: 'usual', what: 'parameters' },
        above: 250_000,
        by: 'every seed',
      },
      { says: 'The generated weights use fewer than 12 of 32 directions.', of: { run: 'large', what: 'rank' }, below: 12, by: 'every seed' },
      {
        says: 'The AUC of the two differs by less than .02.',
        of: { run: 'large', what: 'auc' },
        minus: { run: 'usual', what: 'auc' },
        above: -0.02,
        below: 0.02,
        by: 'interval',
      },
    ],
    picture: {
      kind: 'dots',
      axis: 'effective rank of the generated weights',
      rows: [
        { name: 'k = 64', of: { run: 'large', what: 'rank' } },
        { name: 'k = 16', of: { run: 'usual', what: 'rank' } },
      ],
    },
  },
  {
    name: 'noise',
    title: 'A domain of noise',
    about:
      'Home and video agree. The clicks of search are pure chance, and it has 30 % of the rows. A model that shares everything learns from that chance too.',
    look: 'The AUC by domain. Search lies about .5 whatever is trained; a run that shows .52 there has been lucky.',
    question: 'Does the noise of one domain hurt the others, and does HAMUR keep it out?',
    answer:
      'HAMUR is a little ahead on the two real domains: its adapters can tell rows of search apart. In the mean over domains search does not count, since there is nothing to learn.',
    link: 'demo=one-noisy',
    view: 'view=results',
    seeds: 'twenty',
    runs: { hamur: 'demo=one-noisy' },
    claim: [
      {
        says: 'On the two real domains HAMUR is ahead of DCN.',
        of: { run: 'hamur', what: 'auc' },
        minus: { run: 'hamur', what: 'alone' },
        above: 0,
        by: 'interval',
      },
      { says: 'On search the AUC is that of chance.', of: { run: 'hamur', what: 'auc', domain: 'search' }, above: 0.47, below: 0.53, by: 'interval' },
      { says: 'The domain moves H.', of: { run: 'hamur', what: 'moved' }, above: 0.33, by: 'interval' },
    ],
    picture: {
      kind: 'dots',
      axis: 'test AUC of HAMUR by domain',
      rows: ['home', 'search', 'video'].map((domain) => ({ name: domain, of: { run: 'hamur', what: 'auc', domain } as const })),
    },
  },
  {
    name: 'many',
    title: 'Twelve uneven domains',
    about: 'Twelve sites, each with tastes of its own: the largest has a quarter of the rows, the smallest one row in 64. One hyper-network serves them all.',
    look: 'The tab Domains, which says which sites the hyper-network treats alike; then the AUC by domain.',
    question: 'Who gains from HAMUR, the large sites or the small ones?',
    answer:
      'Both: HAMUR is ahead in the mean over the sites. But it does not close the gap. A site with few rows stays behind a large one, since nobody else has its tastes.',
    link: 'demo=many',
    view: 'view=domains',
    seeds: 'twenty',
    runs: { hamur: 'demo=many' },
    claim: [
      {
        says: 'HAMUR is ahead of DCN in mean AUC over the sites.',
        of: { run: 'hamur', what: 'auc' },
        minus: { run: 'hamur', what: 'alone' },
        above: 0,
        by: 'interval',
      },
      {
        says: 'The largest site keeps a better AUC than the smallest.',
        of: { run: 'hamur', what: 'auc', domain: 'site 01' },
        minus: { run: 'hamur', what: 'auc', domain: 'site 12' },
        above: 0,
        by: 'interval',
      },
    ],
    picture: {
      kind: 'dots',
      axis: 'test AUC of HAMUR by site',
      rows: Array.from({ length: 12 }, (_, d) => `site ${String(d + 1).padStart(2, '0')}`).map((domain) => ({
        name: domain,
        of: { run: 'hamur', what: 'auc', domain } as const,
      })),
    },
  },
  {
    name: 'domain-only',
    title: 'If H knew the domain only',
    about:
      'The hyper-network reads the whole row, not only its domain. A model that was trained so can be asked: what if every row had the mean H of its domain?',
    look: 'The tab “Does it matter?”: “own mean H” beside “adapters off”.',
    question: 'Would a table with one H for each domain do the same as the hyper-network?',
    answer:
      'Not in a model that was trained with H of its own for each row: with the mean H of its domain the AUC falls as far as with no adapter at all. What HAMUR has learnt here lies in the differences between rows of one domain. A model that is trained with one H for each domain may do better; under Model, “generated from the domain alone” trains one.',
    link: 'demo=conflict',
    view: 'view=matters',
    seeds: 'twenty',
    runs: { hamur: 'demo=conflict' },
    claim: [
      { says: 'With the mean H of its domain for every row the AUC falls.', of: { run: 'hamur', what: 'own mean' }, below: -0.03, by: 'interval' },
      {
        says: 'It falls as far as without adapters, by less than .01 more or less.',
        of: { run: 'hamur', what: 'own mean' },
        minus: { run: 'hamur', what: 'off' },
        above: -0.01,
        below: 0.01,
        by: 'interval',
      },
    ],
    picture: {
      kind: 'dots',
      axis: 'change of the test AUC',
      rows: [
        { name: 'mean H of its domain', of: { run: 'hamur', what: 'own mean' } },
        { name: 'no adapter', of: { run: 'hamur', what: 'off' } },
        { name: 'H of another domain', of: { run: 'hamur', what: 'as another' } },
      ],
    },
  },
  {
    name: 'negative-transfer',
    title: 'Negative transfer, and its repair',
    about:
      'One DCN for all channels that is not told the channel learns the average of opposite tastes. A DCN for each channel sees fewer rows, and still does better: sharing has done harm. This link trains the first of them, with adapters and without.',
    look: 'The AUC by domain. Then set Domains back to “as the backbone shares” under Model, and train again.',
    question: 'HAMUR shares everything too. Why does it end above both?',
    answer:
      'It shares what the channels have in common, users and items, and corrects by the domain what they have not. Part of the repair is the domain as a feature, which DCN has too; the card on conflict says what the adapters add to that.',
    link: 'demo=conflict&sharing=pooled',
    view: 'view=results',
    seeds: 'five',
    runs: { pooled: 'demo=conflict&sharing=pooled', separate: 'demo=conflict&baseline=false&sharing=separate', hamur: 'demo=conflict' },
    claim: [
      {
        says: 'One DCN that knows no domain is behind one DCN for each domain.',
        of: { run: 'pooled', what: 'alone' },
        minus: { run: 'separate', what: 'auc' },
        below: 0,
        by: 'interval',
      },
      {
        says: 'DCN + HAMUR, one model, is ahead of one DCN for each domain.',
        of: { run: 'hamur', what: 'auc' },
        minus: { run: 'separate', what: 'auc' },
        above: 0,
        by: 'interval',
      },
      {
        says: 'So is DCN alone, which knows the domain.',
        of: { run: 'hamur', what: 'alone' },
        minus: { run: 'separate', what: 'auc' },
        above: 0,
        by: 'interval',
      },
    ],
    picture: {
      kind: 'dots',
      axis: 'test AUC, mean over the domains',
      rows: [
        { name: 'one, knows no domain', of: { run: 'pooled', what: 'alone' } },
        { name: 'one for each domain', of: { run: 'separate', what: 'auc' } },
        { name: 'DCN', of: { run: 'hamur', what: 'alone' } },
        { name: 'DCN + HAMUR', of: { run: 'hamur', what: 'auc' } },
      ],
    },
  },
  {
    name: 'shared-bottom',
    title: 'A shared bottom that needs no repair',
    about:
      'Shared-Bottom has one network for all domains, and a tower for each on top. The domains conflict as in the first card. One would expect the bottom to suffer, and HAMUR to help.',
    look: 'The headline after a run, and how wide its interval is.',
    question: 'Why does HAMUR not help here, where it helps DCN?',
    answer:
      'Each domain has a tower of its own, which can undo what the shared bottom mixes. There is nothing left to repair: over 20 seeds the difference is nil, give or take a hundredth.',
    link: 'demo=conflict&backbone=shared-bottom',
    view: 'view=results',
    seeds: 'twenty',
    runs: { bottom: 'demo=conflict&backbone=shared-bottom', dcn: 'demo=conflict' },
    claim: [
      {
        says: 'Shared-Bottom with and without HAMUR differ by less than .01.',
        of: { run: 'bottom', what: 'auc' },
        minus: { run: 'bottom', what: 'alone' },
        above: -0.01,
        below: 0.01,
        by: 'interval',
      },
      { says: 'Alone it is ahead of DCN alone.', of: { run: 'bottom', what: 'alone' }, minus: { run: 'dcn', what: 'alone' }, above: 0, by: 'interval' },
    ],
    picture: {
      kind: 'dots',
      axis: 'what HAMUR adds to the test AUC',
      rows: [
        { name: 'Shared-Bottom', of: { run: 'bottom', what: 'auc' }, minus: { run: 'bottom', what: 'alone' } },
        { name: 'DCN', of: { run: 'dcn', what: 'auc' }, minus: { run: 'dcn', what: 'alone' } },
      ],
    },
  },
  {
    name: 'leak',
    title: 'A leak that looks like a triumph',
    about:
      'This run predicts whether the item that was shown is of five of the sixteen categories. An AUC of nearly 1 in every domain: a triumph? The number of the item is among the features, and it tells its category.',
    look: 'The alarm under Data, which names the column. Let it be left out, and train again.',
    question: 'Validation and test agree perfectly, and HAMUR does as well as DCN. Which of these should have made one suspicious?',
    answer:
      'The AUC itself: nobody orders rows without a mistake. A split cannot find a leak, since it leaks into all parts alike; nor can a second model, which reads the same column. Without the item’s number, both are back at chance.',
    link: `${CATEGORY}&sparse=user_id,segment,item_id,hour&dense=price`,
    view: 'sheet=data',
    seeds: 'five',
    runs: { leak: `${CATEGORY}&sparse=user_id,segment,item_id,hour&dense=price`, without: `${CATEGORY}&sparse=user_id,segment,hour&dense=price` },
    claim: [
      { says: 'With the number of the item HAMUR has an AUC of nearly 1.', of: { run: 'leak', what: 'auc' }, above: 0.99, by: 'every seed' },
      { says: 'So has DCN.', of: { run: 'leak', what: 'alone' }, above: 0.99, by: 'every seed' },
      { says: 'Without it the AUC is that of chance.', of: { run: 'without', what: 'auc' }, above: 0.45, below: 0.55, by: 'interval' },
    ],
    picture: {
      kind: 'dots',
      axis: 'test AUC of HAMUR, mean over the domains',
      rows: [
        { name: 'with item_id', of: { run: 'leak', what: 'auc' } },
        { name: 'without', of: { run: 'without', what: 'auc' } },
      ],
    },
  },
  {
    name: 'movielens',
    title: 'MovieLens-100K by age',
    about: 'Real ratings. The domains are ages: below 25, from 25 to 34, and from 35 on, as in the paper. Does a viewer’s age need adapters of its own?',
    look: 'The headline, and the interval of the difference in each domain.',
    question: 'The paper reports a gain on MovieLens. Can you see it in one run?',
    answer:
      'No. With three seeds and the same split HAMUR and its backbone differ by less than a hundredth, now this way, now that. To see a gain as small as that takes many more seeds.',
    link: `file=ml-100k.zip&${MOVIELENS}`,
    view: 'view=results',
    bring: {
      home: 'https://grouplens.org/datasets/movielens/100k/',
      how: 'Bring ml-100k.zip: its terms do not let us pass it on. Drop it on the page as it is.',
      url: `url=https://files.grouplens.org/datasets/movielens/ml-100k.zip&${MOVIELENS}`,
    },
    seeds: 'movielens',
    runs: { hamur: 'ml-100k/mlp-hamur-recommended', alone: 'ml-100k/mlp-alone-recommended' },
    claim: [
      {
        says: 'MLP + HAMUR and MLP differ by less than .01 in the AUC of all test rows.',
        of: { run: 'hamur', what: 'all' },
        minus: { run: 'alone', what: 'all' },
        above: -0.01,
        below: 0.01,
        by: 'every seed',
      },
      {
        says: 'The youngest are easier to predict than the oldest.',
        of: { run: 'hamur', what: 'auc', domain: '< 25' },
        minus: { run: 'hamur', what: 'auc', domain: '>= 35' },
        above: 0,
        by: 'every seed',
      },
    ],
    picture: {
      kind: 'dots',
      axis: 'test AUC of all rows',
      rows: [
        { name: 'MLP + HAMUR', of: { run: 'hamur', what: 'all' } },
        { name: 'MLP', of: { run: 'alone', what: 'all' } },
      ],
    },
  },
  {
    name: 'kuairand',
    title: 'KuaiRand-Pure by tab',
    about:
      'What the video app Kuaishou showed, and whether it was clicked: 1.4 million rows. The domains are the five largest tabs of the app, from which a video was opened.',
    look: 'The sheet Data first: the page knows the set, joins users and videos, and leaves out what is known only after the click.',
    question: 'Play time would raise the AUC by far. Why is it left out?',
    answer: 'It is known only after the click, and because of it: another leak that looks like a triumph.',
    link: 'files=log_standard_4_08_to_4_21_pure.csv,log_standard_4_22_to_5_08_pure.csv,user_features_pure.csv::::user_id,video_features_basic_pure.csv::::video_id&label=is_click&domain=tab&groups=0,1,2,4,6',
    view: 'sheet=data',
    bring: {
      home: 'https://kuairand.com/',
      how: 'Bring the files: unpack KuaiRand-Pure.tar.gz, and drop the two standard logs with the features of users and videos. It is one archive of a kind that the page does not read, so it cannot be loaded from its address.',
    },
    seeds: 'five',
    runs: {},
    // Nothing of it was trained here.
    claim: [],
  },
];
