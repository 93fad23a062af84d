// The names of the phases' colour families and shapes: values of `data-tone`.
export const kTones = ["welcome", "talk", "learning", "wrapup", "break", "productive", "sharing", "evaluation"] as const;
export type Tone = (typeof kTones)[number];
