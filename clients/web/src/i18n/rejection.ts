// Every rejection code has a text in every language (held by tests/i18n.test.ts).
import { t, type TextKey } from "./index.svelte";

/**
 * `code` is the name of a protocol RejectionCode, e.g. `TEXT_TOO_LONG`; a code newer than this client gets a general text.
 * i18n does not know the protocol, so the caller passes the name: `rejectionText(RejectionCode[code], limit)`.
 */
export function rejectionText(code: string | undefined, limit = 0): string {
  const key = `rejection.${code ?? "UNSPECIFIED"}` as TextKey;
  const text = t(key, { limit });
  return text === key ? t("rejection.UNSPECIFIED") : text;
}
