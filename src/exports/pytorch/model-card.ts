import { adapterKindOf, usesK } from '../../config/adapter-kinds';
import { aboutBackbone, BACKBONE_WORDS } from '../../config/backbone-words';
import type { Metrics, ModelResult } from '../../protocol/result';
import type { TorchParts } from '../../protocol/take-away';
import { plain } from './plain';

/** What a run came to. */
export type Trained = Partial<Pick<ModelResult, 'test' | 'testedEpoch' | 'bestEpochs' | 'bestRestored'>> & { epochs?: readonly unknown[] };

/** What a run of one model per domain came to for one of them. */
export function trainedOf({ test, bestEpochs, bestRestored }: Trained, domain: string): Trained {
  const d = test?.domains.findIndex(({ name }) => name === domain) ?? -1;
  const own = test?.domains[d];
  // Where not all went back to their best epoch, it is not known which did.
  const testedEpoch = bestRestored ? bestEpochs?.[d] : undefined;
  return { ...(test && own && { test: { ...own, domains: [own] } }), ...(testedEpoch !== undefined && { testedEpoch }) };
}

/** What is known of a model, as Markdown. */
export function modelCard({ config, data, encoding, split }: TorchParts, title: string, trained: Trained | undefined): string {
  const { model, train, seed } = config;
  const { test, testedEpoch, epochs } = trained ?? {};
  const { paper } = BACKBONE_WORDS[model.backbone];
  const number = (value: number | null) => (value === null ? 'none' : value.toFixed(4));
  const { alone = false } = encoding.domain;
  const epoch = testedEpoch ?? epochs?.length;
  const ofUsers = test?.perUser !== undefined;
  const line = (name: string, rows: number, { auc, logLoss, perUser }: Metrics) =>
    `| ${name} | ${rows} | ${number(auc)} | ${number(logLoss)} |${ofUsers ? ` ${number(perUser?.auc ?? null)} | ${perUser?.users ?? 0} of ${perUser?.outOf ?? 0} |` : ''}`;
  const results = test
    ? [
        `| test rows of | rows | AUC | LogLoss |${ofUsers ? ' AUC per user | users |' : ''}`,
        `|---|---|---|---|${ofUsers ? '---|---|' : ''}`,
        ...(alone ? [] : [line('all domains', split.test.length, test)]),
        ...test.domains.map((domain) => line(plain(domain.name), domain.rows, domain)),
        ...(ofUsers
          ? [
              '',
              `AUC per user is the AUC within the rows of each user, its mean over users by their rows; whose a row is, says ${plain(config.data.group ?? '')}.`,
            ]
          : []),
      ]
    : ['They were not measured. `python3 evaluate.py` does.'];
  return `${[
    `# ${title}`,
    '',
    `It predicts whether a row is positive: ${plain(encoding.label.positive)}. ${aboutBackbone(model)} (${paper}.)`,
    adaptersOf(model),
    '',
    '## Data',
    '',
    `- ${plain(data.name)}: ${data.rows} rows${alone ? ' of this domain' : ''}${data.sampled ? ', a sample of a larger file' : ''}; ${split.train.length} train, ${split.val.length} validate, ${split.test.length} test.`,
    `- Domain${alone ? '' : 's'}: ${encoding.domain.names.map(plain).join(', ')}.${alone ? ' The others have models of their own.' : ''}`,
    `- Sparse fields: ${encoding.sparse.map(({ name }) => plain(name)).join(', ') || 'none'}. Dense fields: ${encoding.dense.map(({ column }) => plain(column)).join(', ') || 'none'}.`,
    `- Vocabularies and scales are fitted on ${config.data.fitOn === 'train' ? 'the training rows' : 'all rows'}.`,
    '',
    '## Training',
    '',
    `- ${train.optimiser}, learning rate ${train.learningRate}, batches of ${train.batch} rows, seed ${seed}, fidelity ${model.fidelity}.`,
    ...(epoch === undefined ? [] : [`- ${epochs ? `${epochs.length} epochs; the` : 'The'} weights are those after epoch ${epoch}.`]),
    '- All settings: `configuration.json`.',
    '',
    '## Results',
    '',
    ...results,
    '',
    '## Not known',
    '',
    'Whom the rows are of, whether they agreed, whether the model treats groups of people alike, and how it does on rows of another time: say so here before anybody relies on it.',
  ].join('\n')}\n`;
}

/** Which adapters follow which layers. */
function adaptersOf({ adapters, adapterKind, k }: TorchParts['config']['model']): string {
  if (adapters.length === 0) return 'It has no adapters.';
  const kind = adapterKindOf({ adapterKind });
  const named = kind === 'hamur' ? 'HAMUR’s adapters (CIKM 2023)' : `Adapters like HAMUR’s (CIKM 2023), but of the kind \`${kind}\`,`;
  return `${named} follow ${adapters.length > 1 ? 'layers' : 'layer'} ${adapters.join(', ')}${usesK({ adapterKind }) ? `; k is ${k}` : ''}.`;
}
