// What a close code asks of the client: the table "Endings" in docs/protocol.md.

export type RefusedReason = "sign_in" | "other_seminar" | "gone" | "client_error";

export type AfterClose =
  | { kind: "come_back" }
  | { kind: "come_back_later"; afterMs: number }
  | { kind: "reload" }
  | { kind: "stay_away"; reason: RefusedReason };

const kLaterMs = 60_000;

export function afterClose(code: number): AfterClose {
  switch (code) {
    case 4401:
      return { kind: "stay_away", reason: "sign_in" };
    case 4403:
      return { kind: "stay_away", reason: "other_seminar" };
    case 4410:
      return { kind: "stay_away", reason: "gone" };
    case 1002:
    case 1003:
    case 1007:
    case 1009:
      return { kind: "stay_away", reason: "client_error" };
    case 4426:
      return { kind: "reload" };
    case 4429:
      return { kind: "come_back_later", afterMs: kLaterMs };
    default:
      // 1001, 4408, 4409, 4500, a lost network (1006) and anything a later server may say.
      return { kind: "come_back" };
  }
}
