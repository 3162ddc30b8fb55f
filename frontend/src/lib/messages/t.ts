import type { Messages } from "./en";

/** The catalogue in use; `lib/language` chooses it before the first page is drawn, and when the reader switches. */
export let t: Messages;

export function setMessages(messages: Messages): void {
  t = messages;
}
