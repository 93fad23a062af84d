// Several tabs may be the same device. One of them, the owner, sends what waits; all of them tell each other what became of
// it. Without Web Locks (an address without https) every tab is an owner: resending is safe, it only costs a little (P-33).
import type { KeptRefusal } from "./kept_commands";

export type TabNews =
  | { kind: "added"; id: string }
  | { kind: "tried"; id: string }
  | { kind: "gone"; id: string; saved: boolean }
  | { kind: "refused"; id: string; refused: KeptRefusal };

export class DeviceTabs {
  private owner_ = false;
  private readonly leaving = new AbortController();
  private readonly channel: BroadcastChannel | undefined;
  private release: (() => void) | undefined;

  /** `onOwner` is called once, when this tab has become the owner: perhaps at once, perhaps when another closes. */
  constructor(
    device: string,
    private readonly onOwner: () => void,
    onNews: (news: TabNews) => void,
  ) {
    const name = `samtale.outbox.${device}`;
    if (typeof BroadcastChannel !== "undefined") {
      this.channel = new BroadcastChannel(name);
      this.channel.onmessage = (event: MessageEvent<TabNews>) => onNews(event.data);
    }
    const locks = (navigator as Partial<Navigator>).locks;
    if (!locks) {
      this.owner_ = true;
      return;
    }
    const hold = () => new Promise<void>((resolve) => this.own(resolve));
    locks.request(name, { signal: this.leaving.signal }, hold).catch(() => {
      // This page left before its turn came.
    });
  }

  get owner(): boolean {
    return this.owner_;
  }

  tell(news: TabNews): void {
    this.channel?.postMessage(news);
  }

  leave(): void {
    this.leaving.abort();
    this.release?.();
    this.channel?.close();
    this.owner_ = false;
  }

  private own(release: () => void): void {
    this.release = release;
    if (this.leaving.signal.aborted) return release();
    this.owner_ = true;
    this.onOwner();
  }
}
