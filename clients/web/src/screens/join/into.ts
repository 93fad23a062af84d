import type { ExpectedGroup } from "../../protocol";

/** The group that a device wants to belong to: one that is expected, or a new one. */
export type Into =
  | { case: "groupId"; value: string }
  | { case: "newGroup"; value: Pick<ExpectedGroup, "name" | "workplace" | "area"> };
