// The message to every screen: shown, replaced, taken away. Taking it away is one press, and can be taken back.
import { t } from "../../../i18n/index.svelte";
import { ClearBroadcastSchema, ShowBroadcastSchema, create } from "../../../protocol";
import type { Sent, Session } from "../../../session";
import { offerUndo } from "../undo.svelte";

export class Messages {
  constructor(private readonly session: Session) {}

  show(text: string): Sent {
    return this.session.command({ case: "showBroadcast", value: create(ShowBroadcastSchema, { text }) });
  }

  async takeAway(): Promise<void> {
    const text = this.session.entities.broadcast?.text ?? "";
    const sent = this.session.command({ case: "clearBroadcast", value: create(ClearBroadcastSchema) });
    if (!(await sent.done) || !text) return;
    offerUndo({
      text: t("console.message_taken"),
      // A newer message is the one that counts.
      stillHolds: () => !this.session.entities.broadcast?.broadcastId,
      undo: () => void this.show(text),
    });
  }
}
