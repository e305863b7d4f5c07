/** Shortest time between two hand-overs: charts need no more. */
const MS_BETWEEN = 250;

/** Hands events over at most four times a second; those that are urgent at once, with all that came before them. */
export class EventQueue<T> {
  private events: T[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly take: (events: T[]) => void,
    private readonly urgent: (event: T) => boolean,
  ) {}

  push(event: T): void {
    this.events.push(event);
    if (this.urgent(event)) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), MS_BETWEEN);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.events;
    this.events = [];
    if (batch.length > 0) this.take(batch);
  }
}
