// What a group's device says when the server, or the device itself, refuses a command: once, and in one place.
import { t } from "../../i18n/index.svelte";
import type { Outbox, Sent } from "../../session";
import { toast } from "../../ui";
import { textOf } from "../written_words";
import { whyNotSaved } from "../words";

export function tellRefusal(sent: Sent, outbox: Pick<Outbox, "dismiss"> | undefined): void {
  const { body } = sent.command;
  // What holds a text stays on the screen until somebody has mended it, with the reason beside it (NotSaved).
  if (!sent.refusedHere && textOf(body) !== undefined) return;
  const claims = body.case === "claimPerson";
  toast(claims && !sent.refusedHere ? t("phone.claim_taken") : whyNotSaved(sent), "danger");
  // The phone's own screen takes back that it is somebody's.
  if (!claims) outbox?.dismiss(sent.id);
}
