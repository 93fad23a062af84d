// Talks as staff see them: who is ready, who is in step, and how everybody is moved in a recording.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  ChangeSchema,
  EntityKind,
  GroupTalkSchema,
  MediaKind,
  PhaseKind,
  PlaybackSchema,
  PlayerState,
  Role,
  create,
  type Change,
  type MessageInitShape,
  type TalkReportSchema,
} from "../src/protocol";
import { chooseLanguage, useTexts } from "../src/i18n/index.svelte";
import Board from "../src/screens/staff/board/Board.svelte";
import Console from "../src/screens/staff/console/Console.svelte";
import { attentionOf, surroundingsOf } from "../src/screens/staff/standing";
import {
  countStands,
  positionMs,
  readPosition,
  runsShort,
  talkAhead,
  talkOutlastsMs,
  talkPlays,
  talkReadyOf,
  talkRuns,
  talkStandOf,
} from "../src/screens/staff/talk_standing";
import { lagText, notReadyText } from "../src/screens/staff/talk_words";
import { all, click, find, flush, freshStaffScreen, key, leaveStaffScreen, saved, sent, serverNow, session, show, socket, soon, type } from "./support_staff";

beforeEach(() => {
  freshStaffScreen();
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(leaveStaffScreen);

type Report = MessageInitShape<typeof TalkReportSchema>;
const talk = (report?: Report, groupId = "g") => create(GroupTalkSchema, { groupId, devices: 1, report });
const kReady: Report = { talk1Percent: 100, talk2Percent: 100, soundUnlocked: true, player: PlayerState.PLAYING, bufferedAheadMs: 30_000 };
const playing = (more: Report = {}) => talk({ ...kReady, ...more });
const change = (entity: Change["entity"]): Change => create(ChangeSchema, { entity });
const told = (...talks: ReturnType<typeof talk>[]) => {
  socket().changes({ changes: talks.map((value) => change({ case: "groupTalk", value })) });
  flush();
};
const groupIds = () => [...session().entities.talks.keys()];
const kLengthMs = 872_000;

test("how a group stands: what hinders it comes before how far it is behind", () => {
  expect(talkStandOf(undefined)).toBe("unheard");
  expect(talkStandOf(playing({ player: PlayerState.UNSPECIFIED }))).toBe("unheard");
  expect(talkStandOf(playing({ behindMs: 2_000 }))).toBe("in_step");
  expect(talkStandOf(playing({ behindMs: 2_001 }))).toBe("behind");
  expect(talkStandOf(playing({ behindMs: -2_001 }))).toBe("behind");
  expect(talkStandOf(playing({ behindMs: 9_000, staysBehind: true }))).toBe("stays_behind");
  for (const [player, stand] of [[PlayerState.STALLED, "stalled"], [PlayerState.BLOCKED, "blocked"], [PlayerState.BROKEN, "broken"]] as const)
    expect(talkStandOf(playing({ player, behindMs: 9_000, staysBehind: true }))).toBe(stand);
  expect(countStands([playing(), undefined, playing({ behindMs: 5_000 })])).toMatchObject({ inStep: 1, of: 3, stands: { unheard: 1, behind: 1 } });
});

test("ready is: the sound unlocked and both recordings there, or a file on the device", () => {
  expect(talkReadyOf(undefined)).toMatchObject({ ready: false, heard: false });
  expect(talkReadyOf(playing()).ready).toBe(true);
  expect(talkReadyOf(playing({ soundUnlocked: false })).ready).toBe(false);
  expect(talkReadyOf(playing({ talk2Percent: 99 })).ready).toBe(false);
  expect(talkReadyOf(playing({ talk2Percent: 0, localFile: true })).ready).toBe(true);
  expect(notReadyText(talkReadyOf(playing()))).toBe("");
  expect(notReadyText(talkReadyOf(playing({ talk2Percent: 43, soundUnlocked: false })))).toBe("lyd ikke prøvet · hentet 100 % og 43 %");
  expect(notReadyText(talkReadyOf(playing({ talk2Percent: 43, localFile: true, soundUnlocked: false })))).toBe("lyd ikke prøvet");
});

test("a short buffer is worth a word only where the network is needed", () => {
  expect(runsShort(playing({ bufferedAheadMs: 4_999 }))).toBe(true);
  expect(runsShort(playing({ bufferedAheadMs: 5_000 }))).toBe(false);
  expect(runsShort(playing({ bufferedAheadMs: 100, localFile: true }))).toBe(false);
  expect(runsShort(playing({ bufferedAheadMs: 100, player: PlayerState.PAUSED }))).toBe(false);
});

test("lag in words", () => {
  expect(lagText(playing({ behindMs: 12_400 }))).toBe("12 sek. bagefter");
  expect(lagText(playing({ behindMs: -3_000 }))).toBe("3 sek. foran");
});

test("a position is read as people write it", () => {
  expect(readPosition("2:05")).toBe(125_000);
  expect(readPosition(" 1:02:05 ")).toBe(3_725_000);
  expect(readPosition("12.05")).toBe(725_000);
  expect(readPosition("125")).toBe(125_000);
  for (const wrong of ["", "x", "1:60", "1:2:3:4", "-1", "1:"]) expect(readPosition(wrong)).toBeUndefined();
});

test("the position stands while paused, and ends where the recording ends", () => {
  const since = (value: number) => create(PlaybackSchema, { mediaId: "m", state: { case: "playingSinceMs", value: BigInt(value) } });
  const paused = create(PlaybackSchema, { mediaId: "m", state: { case: "pausedAtMs", value: 42_000 } });
  expect(positionMs(since(1_000), 61_000, 90_000)).toBe(60_000);
  expect(positionMs(since(1_000), 200_000, 90_000)).toBe(90_000);
  expect(positionMs(since(5_000), 1_000, 90_000)).toBe(0);
  expect(positionMs(paused, 1e9, 90_000)).toBe(42_000);
  expect(talkOutlastsMs(60_000, 180_000, 100_000)).toBe(20_000);
  const phase = { talk: { mediaId: "m", mediaLengthMs: 90_000 } } as never;
  expect(talkRuns(phase, since(0))).toBe(true);
  expect(talkPlays(phase, since(0), 89_999)).toBe(true);
  expect(talkPlays(phase, since(0), 90_000)).toBe(false);
  expect(talkRuns({ talk: { mediaId: "other" } } as never, since(0))).toBe(false);
});

/** Another screen in the same test: two at once would both hear the keys. */
function leave() {
  leaveStaffScreen();
  freshStaffScreen();
}
const inTalk = (more: object = {}) => show(Console, { phase: PhaseKind.TALK_1, talkAtMs: 300_000, leftMs: 600_000, ...more });

test("before the talks the console counts who is ready, the furthest behind first", async () => {
  await show(Console, { phase: "lobby", talkAtMs: 0, groups: 10 });
  expect(talkAhead(session().plan, session().session)).toBe(true);
  // One of ten has not come; 6 has not been heard from, 7 has not got all of it, 9 has not tried the sound.
  expect(find("talk-ready-count").textContent).toBe("6 af 9 grupper er klar til oplæg");
  const rows = [...find("talk-not-ready").querySelectorAll("li")].map((row) => row.textContent);
  expect(rows).toHaveLength(3);
  expect(rows[0]).toContain("har ikke meldt sig");
  expect(rows[1]).toContain("lyd ikke prøvet");
  expect(rows[2]).toContain("hentet 100 % og 43 %");
  const id = groupIds().find((groupId) => !session().entities.talks.get(groupId)!.report!.soundUnlocked)!;
  told(talk({ ...kReady, player: PlayerState.UNSPECIFIED }, id));
  expect(find("talk-ready-count").textContent).toContain("7 af 9");
  socket().changes({ changes: [change({ case: "removed", value: { $typeName: "samtale.v1.Removed", kind: EntityKind.GROUP_TALK, id } })] });
  flush();
  expect(find("talk-ready-count").textContent).toContain("6 af 9");
});

test("without a recording still to come nobody is asked to be ready for one", async () => {
  await show(Console, { phase: "lobby" });
  expect(find("talk-ready-count")).toBeNull();
  leave();
  await show(Console, { phase: PhaseKind.WRAP_UP, talkAtMs: 0 });
  expect(find("talk-ready-count")).toBeNull();
});

test("while a talk plays: its position, how many follow, and who does not", async () => {
  await inTalk();
  // The page's clock hand stands on whole seconds.
  const at = () => /^(\d+):(\d\d) af 14:32$/.exec(find("talk-position").textContent!)!.slice(1).map(Number);
  const seconds = () => at()[0]! * 60 + at()[1]!;
  const first = seconds();
  expect([299, 300]).toContain(first);
  expect(find("talk-in-step").textContent).toContain("af 19 grupper følger med");
  expect(find("talk-stalled").textContent).toBe("1 venter på nettet");
  const rows = [...find("talk-off-step").querySelectorAll("li")].map((row) => row.textContent!.replaceAll(/\s+/g, " ").trim());
  expect(rows[0]).toContain("lyden er spærret");
  expect(rows[1]).toContain("venter på nettet · 12 sek. bagefter");
  expect(rows.at(-1)).toContain("ser med vilje senere · 45 sek. bagefter");
  await vi.advanceTimersByTimeAsync(5_000);
  flush();
  expect(seconds() - first).toBe(5);
});

const afterJump = (toMs: number, revision: number) => [
  change({
    case: "playback",
    value: create(PlaybackSchema, { ...session().entities.playback!, revision, state: { case: "playingSinceMs", value: BigInt(Math.round(serverNow() - toMs)) } }),
  }),
];
const seeks = () => sent().filter((body) => body.case === "seekTalk").map((body) => body.value as { phaseRevision: number; playbackRevision: number; positionMs: number });

test("a jump names phase and playback as they were seen, and can be taken back to where everybody would be", async () => {
  await inTalk();
  click("talk-seek-forward");
  expect(seeks()[0]).toMatchObject({ phaseRevision: 3, playbackRevision: 2 });
  expect(Math.abs(seeks()[0]!.positionMs - 310_000)).toBeLessThan(200);
  expect(find("talk-seek-back").disabled).toBe(true);
  await saved(afterJump(310_000, 3));
  expect(find("undo-bar").textContent).toContain("Alle er sprunget til 5:10");
  await vi.advanceTimersByTimeAsync(4_000);
  click("undo");
  expect(seeks()[1]).toMatchObject({ playbackRevision: 3 });
  expect(Math.abs(seeks()[1]!.positionMs - 304_000)).toBeLessThan(400);
});

test("a jump that another has followed by their own is not offered back", async () => {
  await inTalk();
  click("talk-seek-back-60");
  await saved(afterJump(240_000, 3));
  expect(find("undo-bar")).not.toBeNull();
  socket().changes({ changes: afterJump(100_000, 4) });
  await soon();
  expect(find("undo-bar")).toBeNull();
});

test("to a typed position, to the beginning, by keys; never past the end", async () => {
  await inTalk();
  type("talk-to", "14:33");
  expect(find("talk-go").disabled).toBe(true);
  type("talk-to", "8:20");
  find("talk-to").closest("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  expect(seeks()[0]!.positionMs).toBe(500_000);
  await saved(afterJump(500_000, 3));
  click("talk-restart");
  expect(seeks()[1]!.positionMs).toBe(0);
  await saved(afterJump(kLengthMs - 4_000, 4));
  key("l", {}, document.body);
  expect(seeks()[2]!.positionMs).toBe(kLengthMs);
  await saved(afterJump(3_000, 5));
  key("j", {}, document.body);
  expect(seeks()[3]!.positionMs).toBe(0);
});

test("dragged: the rooms jump once, when it has come to rest", async () => {
  await inTalk();
  const slider = find("talk-slider") as unknown as HTMLInputElement;
  for (const value of ["400", "420", "440"]) {
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    flush();
  }
  expect(find("talk-position").textContent).toContain("7:20 af");
  await vi.advanceTimersByTimeAsync(600);
  expect(seeks().map(({ positionMs }) => positionMs)).toEqual([440_000]);
});

test("a talk that outlasts its phase says so, and the phase gets the time", async () => {
  // 872 s - 300 s are left of the talk.
  await inTalk({ leftMs: 460_000 });
  expect(find("talk-apart").textContent).toContain("Oplægget slutter 2 min. efter fasen");
  click("talk-even-out");
  expect(sent().at(-1)).toMatchObject({ case: "adjustTimer", value: { phaseRevision: 3, deltaMs: 120_000 } });
  leave();
  await inTalk({ leftMs: 572_000 + 40_000 });
  expect(find("talk-apart")).toBeNull();
  leave();
  await inTalk({ leftMs: 572_000 + 185_000 });
  expect(find("talk-apart").textContent).toContain("3 min. før fasen");
  click("talk-even-out");
  // What is taken off never cuts the talk.
  expect(sent().at(-1)).toMatchObject({ value: { deltaMs: -150_000 } });
});

test("the board puts who cannot follow on top, and says how far behind", async () => {
  await show(Board, { role: Role.ORGANISER, phase: PhaseKind.TALK_1, talkAtMs: 300_000, groups: 18 });
  const attention = all("tile").map((tile) => tile.dataset.attention);
  expect(attention.slice(0, 5)).toEqual(["help", "lost", "talk_blocked", "talk_stalled", "talk_behind"]);
  const lagOf = (n: number) => find(`lag-${"A".repeat(18)}${String(n).padStart(4, "0")}`)?.textContent;
  expect(lagOf(7)).toBe("Venter på nettet · 12 sek. bagefter");
  expect(lagOf(14)).toBe("6 sek. bagefter");
  expect(lagOf(13)).toBe("Ser med vilje senere: 45 sek. bagefter");
  expect(lagOf(1)).toBeUndefined();
  expect(find("tiles").textContent).toContain("Kun 2 sek. af oplægget på lager");
  expect(find("tiles").textContent).toContain("Kun lyd");
  const around = surroundingsOf(session());
  const blocked = [...around.talks.values()].find(({ report }) => report!.player === PlayerState.BLOCKED)!;
  const group = session().entities.progress.get(blocked.groupId)!;
  const presence = session().entities.presence.get(blocked.groupId);
  expect(attentionOf(group, presence, around)).toBe("talk_blocked");
  // At the end of the recording nobody is behind any more.
  expect(attentionOf(group, presence, { ...around, nowMs: around.nowMs + kLengthMs })).toBe("none");
  expect(attentionOf(group, presence, { ...around, talks: new Map([[group.groupId, talk({ ...kReady, version: MediaKind.LOW })]]) })).toBe("none");
});

test("a group that is behind is given time from the board, and where it calls for help", async () => {
  await show(Board, { role: Role.ORGANISER, phase: PhaseKind.LEARNING_CONVERSATION, leftMs: 15 * 60_000 });
  const tile = all("tile").find((one) => one.dataset.attention === "behind")!;
  tile.querySelector<HTMLElement>('[data-testid="give-extra"]')!.click();
  flush();
  click("extra-2");
  expect(sent()).toMatchObject([{ case: "giveExtraTime", value: { groupId: tile.dataset.group, extraMs: 120_000 } }]);
  leave();
  await show(Console, { phase: PhaseKind.LEARNING_CONVERSATION });
  const call = all("help-call")[0]!;
  call.querySelector<HTMLElement>('[data-testid="help-give-extra"]')!.click();
  flush();
  click("extra-1");
  expect(sent()).toMatchObject([{ case: "giveExtraTime", value: { groupId: call.dataset.group, extraMs: 60_000 } }]);
  leave();
  await show(Board, { role: Role.ORGANISER, phase: PhaseKind.TALK_1 });
  expect(find("give-extra")).toBeNull();
});

test("the same in English", async () => {
  await useTexts("staff");
  await chooseLanguage("en");
  await inTalk();
  expect(find("talk-position").textContent).toMatch(/^(4:59|5:00) of 14:32$/);
  expect(find("talk-in-step").textContent).toContain("groups are in step");
});
