// The door, with a server that is a function: what was typed stays, refusals are told, and the right request goes out.
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chooseLanguage } from "../src/i18n/index.svelte";
import {
  ApiErrorSchema,
  JoinAnswerSchema,
  JoinLookUpSchema,
  JoinOptionsSchema,
  JoinRequestSchema,
  RejectionCode,
  Role,
  SessionState,
  create,
  fromBinary,
  toBinary,
} from "../src/protocol";
// The page fetches it while somebody types; here it is at hand, so that waiting for it is a matter of moments.
import "../src/screens/join/inside";
import JoinScreen from "../src/screens/join/JoinScreen.svelte";
import { devicePlaces } from "../src/session";

let shown: Record<string, unknown>;
const asked: { path: string; body: Uint8Array }[] = [];
let answers: { status: number; body: Uint8Array }[] = [];

const options = (more = {}) =>
  toBinary(
    JoinOptionsSchema,
    create(JoinOptionsSchema, {
      seminarId: "s1",
      title: "Et seminar",
      state: SessionState.LOBBY,
      date: "2026-12-03",
      startsAt: "09:00",
      groups: [
        { groupId: "g1", name: "Team Lærke", workplace: "Lærken", hasHost: false },
        { groupId: "g2", name: "Rødt team", workplace: "Solgården", hasHost: true },
      ],
      ...more,
    }),
  );
const refusal = (code: RejectionCode) => toBinary(ApiErrorSchema, create(ApiErrorSchema, { code }));
const joined = toBinary(JoinAnswerSchema, create(JoinAnswerSchema, { token: "tok", seminarId: "s1", groupId: "g1" }));

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, "", "/join");
  chooseLanguage("da");
  asked.length = 0;
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("scrollTo", () => {});
  vi.stubGlobal("fetch", async (path: string, init: { body: Uint8Array }) => {
    asked.push({ path, body: init.body });
    const answer = answers.shift();
    if (!answer) throw new TypeError("no network");
    return { ok: answer.status === 200, arrayBuffer: async () => answer.body.slice().buffer };
  });
});
afterEach(() => {
  void unmount(shown);
  vi.unstubAllGlobals();
});

const find = (testid: string) => document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)!;
async function settle() {
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setTimeout(resolve));
  flushSync();
}
async function open() {
  document.body.innerHTML = "";
  shown = mount(JoinScreen, { target: document.body });
  await settle();
}
async function type(code: string) {
  const field = find("join-code") as HTMLInputElement;
  field.value = code;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.form!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settle();
}
async function press(testid: string) {
  find(testid).click();
  await settle();
}

test("a wrong code is told in words, and what was typed stays", async () => {
  answers = [{ status: 404, body: refusal(RejectionCode.CODE_UNKNOWN) }];
  await open();
  await type("k7qm 3fpa");
  expect(find("join-error").textContent).toContain("passer ikke til noget seminar");
  expect((find("join-code") as HTMLInputElement).value).toBe("K7QM 3FPA");
});

test("a code that is too short does not bother the server", async () => {
  await open();
  await type("K7Q-M");
  expect(asked).toEqual([]);
  expect(find("join-error").textContent).toContain("otte tegn");
});

test("without a network it says so", async () => {
  answers = [];
  await open();
  await type("K7QM3FPA");
  expect(find("join-error").textContent).toContain("Serveren svarer ikke");
});

test("code, group, host device: the browser remembers who it is", async () => {
  answers = [
    { status: 200, body: options() },
    { status: 200, body: joined },
  ];
  await open();
  await type("k7qm-3fpa");
  await press("join-group");
  await press("join-as-host");
  expect(fromBinary(JoinLookUpSchema, asked[0]!.body).door).toEqual({ case: "code", value: "K7QM-3FPA" });
  const request = fromBinary(JoinRequestSchema, asked[1]!.body);
  expect(request).toMatchObject({ role: Role.HOST, into: { case: "groupId", value: "g1" } });
  expect(request.deviceId).toMatch(/^[\w-]{22}$/);
  expect(devicePlaces()).toMatchObject([{ token: "tok", groupId: "g1", groupName: "Team Lærke", role: Role.HOST }]);
  expect(location.pathname).toBe("/group");
});

test("P-62 trying again after a failure is the same device", async () => {
  answers = [
    { status: 200, body: options() },
    { status: 503, body: refusal(RejectionCode.NOT_SAVED) },
    { status: 200, body: joined },
  ];
  await open();
  await type("K7QM3FPA");
  await press("join-group");
  await press("join-as-host");
  expect(find("join-error").textContent).toContain("kunne ikke gemme");
  await press("join-as-host");
  const [first, second] = asked.slice(1).map(({ body }) => fromBinary(JoinRequestSchema, body).deviceId);
  expect(second).toBe(first);
});

test("P-63 a link names its group, and its secret leaves the address bar", async () => {
  answers = [{ status: 200, body: options({ groupId: "g2" }) }];
  history.replaceState(null, "", "/join#secret-link");
  await open();
  expect(fromBinary(JoinLookUpSchema, asked[0]!.body).door).toEqual({ case: "link", value: "secret-link" });
  expect(location.hash).toBe("");
  expect(find("join-group-name").textContent).toBe("Rødt team");
  const order = [...document.querySelectorAll("[data-testid^=join-as-]")].map((b) => b.getAttribute("data-testid"));
  expect(order[0]).toBe("join-as-screen");
});

test("a group that is not on the list names itself", async () => {
  answers = [
    { status: 200, body: options() },
    { status: 200, body: joined },
  ];
  await open();
  await type("K7QM3FPA");
  await press("new-group");
  for (const [testid, value] of [
    ["new-group-name", "Nattevagten"],
    ["new-group-workplace", "Åen"],
  ] as const) {
    const field = find(testid) as HTMLInputElement;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  (find("new-group-name") as HTMLInputElement).form!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settle();
  await press("join-as-host");
  expect(fromBinary(JoinRequestSchema, asked[1]!.body).into).toMatchObject({
    case: "newGroup",
    value: { name: "Nattevagten", workplace: "Åen" },
  });
});
