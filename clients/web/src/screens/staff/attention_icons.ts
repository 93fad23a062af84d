// The same sign for the same trouble on board and console.
import type { IconName } from "../../ui";
import type { Attention } from "./standing";

export const kAttentionIcons: Record<Attention, IconName> = {
  help: "hand",
  lost: "offline",
  talk_broken: "warning",
  talk_blocked: "silent",
  talk_stalled: "offline",
  talk_behind: "clock",
  behind: "clock",
  no_action_point: "flag",
  missing: "question",
  none: "check",
  awaited: "clock",
};
