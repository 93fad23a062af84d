// Calling up one group after the other. Who has had the word is not said by the server, so this console remembers whom it saw on
// stage, through a reload too; several consoles see the same.
import { untrack } from "svelte";
import type { Session } from "../../../session";

/** The first in the order that has not had the word; undefined: all have. Pure. */
export const nextOnStage = (order: readonly string[], had: ReadonlySet<string>, onStage: string): string | undefined =>
  order.find((groupId) => groupId !== onStage && !had.has(groupId));

export class StageRun {
  had = $state.raw<ReadonlySet<string>>(new Set());
  private key = "";

  /** Only while a component is being made. */
  constructor(session: Session) {
    $effect.pre(() => {
      const key = `samtale.stage.${session.plan?.seminarId}.${session.session?.phaseRevision}`;
      const { stage } = session.entities;
      const groupId = stage?.shown.case === "groupId" ? stage.shown.value : "";
      untrack(() => this.meet(key, groupId));
    });
  }

  private meet(key: string, groupId: string): void {
    if (key !== this.key) {
      this.key = key;
      this.had = new Set(read(key));
    }
    if (!groupId || this.had.has(groupId)) return;
    this.had = new Set([...this.had, groupId]);
    try {
      sessionStorage.setItem(key, JSON.stringify([...this.had]));
    } catch {
      // Remembered as long as the page.
    }
  }
}

function read(key: string): string[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
