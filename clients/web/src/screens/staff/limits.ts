// The server's limits (server/domain/limits.h) that a planner should hear about before sending. The server decides; these
// only make the message come early, beside the row it is about.
export const kGroupsPerSeminar = 2_000;
export const kGroupsPerCommand = 500;
export const kTitle = 200;
export const kPrompt = 2_000;
export const kStepsPerPhase = 12;
export const kCardsPerStep = 8;
export const kCard = 80;
export const kShortestPhaseMs = 1_000;
export const kLongestPhaseMs = 4 * 3_600_000;
export const kBroadcast = 500;
export const kQuestion = 500;
export const kThemes = 12;
export const kTheme = 60;
export const kMeetingUrl = 500;
export const kPageUrl = 500;
export const kTalkBytes = 4 * 1024 * 1024 * 1024;
export const kGroupName = 120;
export const kWorkplace = 200;
export const kMunicipality = 100;
export const kEmail = 254;
export const kPersonName = 60;
