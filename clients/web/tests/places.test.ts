// Who this browser is, and what is being typed, outlive a reload.
import { beforeEach, expect, test } from "vitest";
import { Role } from "../src/protocol";
import { Draft, deviceOfThisTab, devicePlaces, forgetDevice, personFor, rememberDevice, rememberPerson } from "../src/session";

const device = (groupId: string, role: Role.HOST | Role.SCREEN | Role.PHONE, token: string) => ({
  seminarId: "s",
  groupId,
  role,
  token,
  deviceId: "d",
  title: "Seminar",
  groupName: groupId,
});

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test("a browser can be host device in one window and group screen in another; each tab stays who it is", () => {
  rememberDevice(device("g", Role.HOST, "t1"));
  const hostTab = sessionStorage.getItem("samtale.this_tab")!;
  rememberDevice(device("g", Role.SCREEN, "t2"));
  expect(deviceOfThisTab()?.token).toBe("t2");
  sessionStorage.setItem("samtale.this_tab", hostTab);
  expect(deviceOfThisTab()?.token).toBe("t1");
});

test("a new tab is the device used last; joining again replaces the old token", () => {
  rememberDevice(device("a", Role.HOST, "t1"));
  rememberDevice(device("b", Role.PHONE, "t2"));
  rememberDevice(device("a", Role.HOST, "t3"));
  sessionStorage.clear();
  expect(devicePlaces()).toHaveLength(2);
  expect(deviceOfThisTab()?.token).toBe("t3");
  forgetDevice(devicePlaces()[0]!);
  expect(deviceOfThisTab()?.token).toBe("t2");
});

test("storage that holds nonsense is taken for empty", () => {
  localStorage.setItem("samtale.devices", "{not json");
  expect(devicePlaces()).toEqual([]);
});

test("a staff screen opens with the seminar's own person, else with an organiser", () => {
  const person = (token: string, role: Role, seminarId: string) => ({ token, role, seminarId, name: token });
  rememberPerson(person("organiser", Role.ORGANISER, ""));
  rememberPerson(person("karen", Role.FACILITATOR, "s1"));
  const roles = [Role.ORGANISER, Role.FACILITATOR];
  expect(personFor(roles, "s1")?.token).toBe("karen");
  expect(personFor(roles, "s2")?.token).toBe("organiser");
  expect(personFor([Role.SPEAKER])).toBeUndefined();
});

test("what is being typed is there after a reload, until it is sent", () => {
  new Draft("device", "note").text = "halvt skre";
  expect(new Draft("device", "note").text).toBe("halvt skre");
  expect(new Draft("other", "note").text).toBe("");
  new Draft("device", "note").text = "";
  expect(new Draft("device", "note").text).toBe("");
});
