import { fidelityBundle } from '../fidelity';
import { flag, oneOf } from '../kinds/choices';
import { numbers, real, whole, wordsOr } from '../kinds/numbers';
import { mode } from './fidelity';
import { BATCH_KINDS, EMBEDDING_UPDATES, OPTIMISERS, SCHEDULES } from './names';
import { follows, followsBoth, setting } from './setting';

// The defaults were chosen on the demos, seeds 1 to 10: with less weight decay or no dropout all models overfit
// tables of this size at once.

const weightDecay = setting({
  kind: real(0, 10),
  title: 'Weight decay',
  hint: 'of all but embeddings and adapters',
  about: 'L2 of everything but embeddings and adapters. It is added to the gradient; AdamW alone takes it apart from the gradient.',
  default: 0.001,
});

const lossWeight = real(0.001, 1000);

/** How it is trained. */
export const TRAIN = {
  'train.batch': setting({ kind: whole(2, 65536), title: 'Batch', unit: 'rows', about: 'Rows of a training step.', default: 512 }),
  'train.learningRate': setting({ kind: real(1e-8, 10), title: 'Learning rate', about: 'The learning rate, before the schedule.', default: 0.002 }),
  'train.weightDecay': weightDecay,
  'train.embeddingDecay': setting({
    kind: real(0, 10),
    title: 'Weight decay, embeddings',
    about: 'The same for the embeddings.',
    default: follows(weightDecay, (decay) => decay, 'as `train.weightDecay`'),
  }),
  'train.adapterDecay': setting({
    kind: real(0, 10),
    title: 'Weight decay, adapters',
    about: 'The same for the adapters: U, V, their biases and the domain norm. The hyper-network decays by `train.weightDecay`.',
    default: followsBoth(mode, weightDecay, (name, decay) => (fidelityBundle(name).adaptersDecay ? decay : 0), '0; in `reference` as `train.weightDecay`'),
  }),
  'train.optimiser': setting({
    kind: oneOf(OPTIMISERS, { adam: 'Adam', adamw: 'AdamW', adagrad: 'Adagrad', sgd: 'SGD with momentum' }),
    title: 'Optimiser',
    about: '`adamw` takes the decay apart from the gradient.',
    default: 'adam',
  }),
  'train.momentum': setting({ kind: real(0, 0.9999), title: 'Momentum', about: 'Of SGD.', default: 0.9 }),
  'train.clip': setting({
    kind: real(0, 1e6),
    title: 'Longest gradient',
    hint: 'its norm; 0: no limit',
    about: 'Largest norm of the whole gradient; longer ones are shortened to it. 0: no limit.',
    default: 0,
  }),
  'train.schedule': setting({
    kind: oneOf(SCHEDULES, { constant: 'constant', step: 'in steps', cosine: 'cosine, falling to 0' }),
    title: 'Learning-rate schedule',
    about: 'How the learning rate goes on after the warm-up.',
    default: 'constant',
  }),
  'train.warmUp': setting({
    kind: real(0, 1000),
    title: 'Warm-up',
    unit: 'epochs',
    hint: 'rises from 0; a fraction will do',
    about: 'Epochs, with a fraction, over which the learning rate rises from 0.',
    default: 0,
  }),
  'train.stepEvery': setting({
    kind: whole(1, 10_000),
    title: 'A step every',
    unit: 'epochs',
    about: 'Schedule `step`: epochs after which the rate is multiplied by `train.stepFactor`, again and again.',
    default: 5,
  }),
  'train.stepFactor': setting({ kind: real(0, 1), title: 'Factor of a step', about: 'Schedule `step`: what the rate is multiplied by.', default: 0.3 }),
  'train.positiveWeight': setting({
    kind: wordsOr(['balanced'], lossWeight, `"balanced" or ${lossWeight.allowed}`),
    title: 'Weight of a positive row',
    hint: 'a number, or balanced',
    about: 'Weight of a positive row in the training loss. `balanced`: negative rows / positive rows.',
    default: 1,
  }),
  'train.domainWeights': setting({
    kind: wordsOr(['none', 'balanced'], numbers(lossWeight, 'numbers, one per domain'), '"none", "balanced" or a list of numbers, one per domain'),
    title: 'Weights of the domains',
    hint: 'none, balanced, or a number each',
    about: 'Weight of each domain’s rows in the training loss. `balanced`: all domains weigh the same in sum.',
    default: 'none',
  }),
  'train.batches': setting({
    kind: oneOf(BATCH_KINDS, { shuffled: 'from all rows', balanced: 'equally many rows of each domain' }),
    title: 'Batches are drawn',
    about: 'Whether batches are drawn from all rows (`shuffled`), or hold as many rows of each domain (`balanced`).',
    default: 'shuffled',
  }),
  'train.embeddingUpdates': setting({
    kind: oneOf(EMBEDDING_UPDATES, { dense: 'all embeddings', lazy: 'only those of values in the batch' }),
    title: 'A step moves',
    about:
      'Whether a step moves all embeddings (`dense`), or only those of values that its rows hold (`lazy`), so that its cost does not grow with the vocabulary; see below.',
    default: 'dense',
  }),
  'train.epochs': setting({ kind: whole(1, 10_000), title: 'Most epochs', about: 'After so many epochs training stops.', default: 40 }),
  'train.patience': setting({
    kind: whole(1, 10_000),
    title: 'Patience',
    unit: 'epochs',
    hint: 'without a better validation AUC',
    about: 'Training stops after so many epochs without a better validation AUC.',
    default: 5,
  }),
  'train.baseline': setting({
    kind: flag(),
    title: 'Train the backbone too',
    about: 'Train the backbone alone too, with the same seed, split and row order, for comparison. On the command line it is `false` where nothing is said.',
    default: true,
  }),
};
