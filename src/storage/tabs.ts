import { KEPT_CHANNEL, type KeptNews } from '../protocol/library';

/** What the tabs of this page tell each other of what is kept. A tab does not hear itself. */
export class Tabs {
  private readonly channel: BroadcastChannel | undefined;

  /** @param hear told what another tab has done */
  constructor(hear: (news: KeptNews) => void) {
    if (!('BroadcastChannel' in globalThis)) return;
    this.channel = new BroadcastChannel(KEPT_CHANNEL);
    this.channel.onmessage = ({ data }) => {
      if (data === 'changed' || data === 'nothing') hear(data);
    };
  }

  tell(news: KeptNews): void {
    this.channel?.postMessage(news);
  }
}
