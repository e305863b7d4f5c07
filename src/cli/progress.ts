import type { AucChange } from '../measures/classification/auc-change';
import type { Comparison, DomainMetrics, Evaluation } from '../protocol/result';
import type { RunEvent } from '../protocol/run';
import type { RunRecord } from '../runs/record';
import { fewUsersText } from '../runs/words/per-user';
import { forTerminal } from './for-terminal';

/** Shows a run on a terminal (one line that is written over), or as plain lines where the output is piped. */
export class ProgressShow {
  private barShown = false;
  /** The file that the model was opened from. */
  private opened: string | undefined;

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly baseline: boolean,
  ) {}

  event(event: RunEvent): void {
    switch (event.type) {
      case 'engine':
        this.line(`Engine: ${event.engine.name} (${event.engine.adapter}), because ${event.engine.reason}.`);
        break;
      case 'opened':
        this.opened = event.file;
        break;
      case 'progress':
        if (this.out.isTTY) this.bar(event);
        break;
      case 'epoch': {
        const { epoch, seconds, trainLoss, val } = event.record;
        const name = this.baseline ? (event.variant === 'model' ? ' model   ' : ' backbone') : '';
        this.line(
          `epoch ${String(epoch).padStart(3)}${name}  ${seconds.toFixed(1).padStart(6)} s  train loss ${trainLoss.toFixed(4)}  val ${describe(val)}${event.best ? '  *' : ''}`,
        );
        break;
      }
      case 'finished':
        this.line(
          `test${event.variant === 'baseline' ? ' (backbone alone)' : ''}${this.opened === undefined ? `, epoch ${event.result.bestEpoch} best` : `, opened from ${this.opened}`}: ${describe(event.result.test)}${countedUsers(event.result.test)}`,
        );
        for (const reason of reasonsOf(event.result.test)) this.line(`  ${reason}`);
        break;
      case 'compared':
        this.line(`test, model less backbone: ${compared(event.comparison)}`);
        break;
      default:
        break;
    }
  }

  /** What the whole run came to. */
  summary({ speed, parameters }: RunRecord): void {
    if (!speed || parameters === undefined) return;
    const trained = `; ${Math.round(speed.rowsPerSecond).toLocaleString('en')} rows/s, ${speed.stepMs.median.toFixed(0)} ms a step`;
    this.line(`${parameters.toLocaleString('en')} parameters${this.opened === undefined ? trained : ''}`);
  }

  line(text: string): void {
    if (this.barShown) this.out.write('\r\x1b[K');
    this.barShown = false;
    this.out.write(`${forTerminal(text)}\n`);
  }

  private bar({ epoch, epochs, loss, rowsPerSecond, secondsLeft }: Extract<RunEvent, { type: 'progress' }>): void {
    const WIDTH = 24;
    const filled = Math.round((WIDTH * epoch) / epochs);
    const left = secondsLeft === undefined ? '' : `  at most ${Math.ceil(secondsLeft)} s left`;
    this.out.write(
      `\r\x1b[K${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${epoch.toFixed(1)}/${epochs}  loss ${loss.toFixed(4)}  ${Math.round(rowsPerSecond)} rows/s${left}`,
    );
    this.barShown = true;
  }
}

/** With 95 % intervals, which speak of the test rows and not of other seeds. */
function compared({ mean, meanOf, all, perUser }: Comparison): string {
  const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
  const said = (change: AucChange | null) => (change ? `${signed(change.difference)} (${signed(change.low)} to ${signed(change.high)})` : 'n/a');
  const ofUsers = perUser ? `, AUC per user of all rows ${said(perUser.all)}` : '';
  return `mean AUC over ${meanOf.length === 1 ? '1 domain' : `${meanOf.length} domains`} ${said(mean)}, AUC of all rows ${said(all)}${ofUsers}`;
}

function describe({ auc, logLoss, domains, perUser }: Evaluation): string {
  const number = (value: number | null | undefined) => (typeof value === 'number' ? value.toFixed(4) : 'n/a');
  const byDomain = (of: (domain: DomainMetrics) => number | null | undefined, besides?: (domain: DomainMetrics) => string | undefined) =>
    domains.map((domain) => [domain.name, number(of(domain)), besides?.(domain)].filter(Boolean).join(' ')).join(', ');
  const ofUsers = perUser
    ? `  AUC per user ${[number(perUser.auc), fewUsersText({ perUser })].filter(Boolean).join(' ')}  (${byDomain((domain) => domain.perUser?.auc, fewUsersText)})`
    : '';
  return `AUC ${number(auc)} LogLoss ${number(logLoss)}  (${byDomain((domain) => domain.auc)})${ofUsers}`;
}

/** Why there is no AUC, where there is none: of all rows, and of each domain that has a reason of its own. */
function reasonsOf({ reason, domains }: Evaluation): string[] {
  return [...(reason ? [reason] : []), ...domains.flatMap((domain) => (domain.reason && domain.reason !== reason ? [`${domain.name}: ${domain.reason}`] : []))];
}

/** What the mean over users is over. */
function countedUsers({ rows, perUser }: Evaluation): string {
  if (!perUser) return '';
  const share = rows > 0 ? ((100 * perUser.rows) / rows).toFixed(1) : '0';
  return `; ${perUser.users.toLocaleString('en')} of ${perUser.outOf.toLocaleString('en')} users have rows of both classes and count, with ${share} % of the rows`;
}
