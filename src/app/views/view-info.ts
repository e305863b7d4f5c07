import type { ViewName } from '../store/views';

/** What a view is called, and the question that it answers. */
export const VIEW_INFO: Record<ViewName, { title: string; answers: string }> = {
  walk: {
    title: 'Follow one row',
    answers: 'What happens to one real row on its way through the model, from its values to the probability of a positive label?',
  },
  results: { title: 'Results', answers: 'How good are the predictions on rows that no model has trained on, and what does HAMUR add to its backbone?' },
  weights: { title: 'Weights', answers: 'Which adapter weights does the hyper-network make, for each domain and for single rows?' },
  map: { title: 'Instance map', answers: 'Which rows get adapters that are alike? Each point is a row.' },
  domains: { title: 'Domains', answers: 'Which domains does the hyper-network treat alike, and which not?' },
  rank: { title: 'Rank', answers: 'How rich are the weights that are made: do they use all the directions that they have?' },
  matters: { title: 'Does it matter?', answers: 'What is lost on the test rows when the adapters are switched off, or get the weights of other rows?' },
  'what-if': { title: 'What if', answers: 'What would the model predict for a row if something in it were different?' },
  embeddings: { title: 'Embeddings', answers: 'Which users, items or categories have become alike in what the model has learned of them?' },
  quality: { title: 'Quality', answers: 'Do the predicted chances match the positive rates, and where is the model weak?' },
  compare: { title: 'Compare', answers: 'Does it help, where, by how much, and is it sure? The same contest over several seeds tells.' },
  runs: { title: 'Runs', answers: 'Which runs are there, how good is each, and in what do they differ? Choose two or more to compare them.' },
};
