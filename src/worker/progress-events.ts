import type { RunEvent, VariantName } from '../protocol/run';
import type { StepReport } from '../training/variant';

/** Shortest time between two progress events of one variant. */
const MS_BETWEEN = 100;

/** Turns reports of steps into events, few enough for a page to follow; what was withheld is told when the run rests or ends. */
export class ProgressEvents {
  private readonly lastAt = new Map<VariantName, number>();
  private readonly withheld = new Map<VariantName, StepReport>();

  constructor(
    private readonly onEvent: (event: RunEvent) => void,
    private readonly epochs: number,
  ) {}

  take(variant: VariantName, report: StepReport): void {
    // The models take turns: what one has left untold comes before what the other says.
    for (const [other, untold] of this.withheld) if (other !== variant) this.tell(other, untold);
    const now = performance.now();
    if (report.step > 1 && now - (this.lastAt.get(variant) ?? Number.NEGATIVE_INFINITY) < MS_BETWEEN) {
      this.withheld.set(variant, report);
      return;
    }
    this.lastAt.set(variant, now);
    this.tell(variant, report);
  }

  flush(): void {
    for (const [variant, report] of this.withheld) this.tell(variant, report);
  }

  private tell(variant: VariantName, report: StepReport): void {
    this.withheld.delete(variant);
    this.onEvent({ type: 'progress', variant, epochs: this.epochs, ...report });
  }
}
