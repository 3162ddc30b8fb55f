import { expect } from "@playwright/test";

interface Message {
  channel: "sms" | "mail";
  to: string;
  body: string;
}

/** The newest text to this number. */
export function newestText(serverUrl: string, to: string): Promise<string> {
  return newestMessage(serverUrl, "sms", to);
}

/** The link in the newest mail to this address that has one to this page. */
export async function mailedLink(
  serverUrl: string,
  to: string,
  page: "reset" | "email" | "invitation",
): Promise<string> {
  const body = await newestMessage(serverUrl, "mail", to, `/${page}#token=`);
  const link = body.match(/https?:\/\/\S+#token=\S+/)?.[0];
  if (!link) throw new Error(`The mail has no link: ${body}`);
  return link;
}

/** Messages leave a moment after the answer, so it is waited for. */
async function newestMessage(
  serverUrl: string,
  channel: Message["channel"],
  to: string,
  part = "",
): Promise<string> {
  let text: string | undefined;
  await expect(async () => {
    const answer = await fetch(`${serverUrl}/api/v1/outbox`);
    const { items } = (await answer.json()) as { items: Message[] };
    text = items.find(
      (message) => message.channel === channel && message.to === to && message.body.includes(part),
    )?.body;
    expect(text).toBeDefined();
  }).toPass({ timeout: 10_000 });
  return text ?? "";
}
