import { plain } from './plain';

/** What the projects of one model per domain are. */
interface Projects {
  /** Of the model. */
  title: string;
  /** [models] names of domains, and the folder of each one's project. */
  domains: readonly string[];
  folders: readonly string[];
  /** Domains that could not be trained. */
  untrained: readonly string[];
  /** What their commands read. */
  file: string;
  /** The name of the data. */
  data: string;
}

/** The README over them, as Markdown. */
export function readmeOfDomains({ title, domains, folders, untrained, file, data }: Projects): string {
  return `${[
    `# ${title}, one model per domain, in PyTorch`,
    '',
    `Each domain of ${plain(data)} has a model of its own, which was trained on that domain's rows alone. Nothing is shared: neither weights nor`,
    'vocabularies, scales or the moment to stop. So each is a whole project. Go into its folder, and follow the README there:',
    '',
    `    cd ${folders[0]}`,
    '    python3 -m unittest',
    `    python3 evaluate.py ${file}`,
    '',
    '| domain | folder |',
    '|---|---|',
    ...domains.map((domain, d) => `| ${plain(domain)} | \`${folders[d]}\` |`),
    '',
    ...(untrained.length > 0 ? [`Too few rows to train a model on, so there is no project: ${untrained.map(plain).join(', ')}.`, ''] : []),
    `${file === 'FILE' ? 'FILE is the whole file that the models were trained on' : '`data.csv` holds the rows of the demo set, of all domains'}. Each project takes of it the rows of its own domain, and says how many it leaves out.`,
    'To score a row, ask the project of its domain: `serve.py` answers `null` for a row of another.',
  ].join('\n')}\n`;
}
