import { expect } from "@playwright/test";

interface Message {
  channel: "sms" | "mail";
  to: string;
  body: string;
}

/** The newest text to this number. */
export async function newestText(serverUrl: string, to: string): Promise<string> {
  let text: string | undefined;
  await expect(async () => {
    const answer = await fetch(`${serverUrl}/api/v1/outbox`);
    const { items } = (await answer.json()) as { items: Message[] };
    text = items.find((message) => message.channel === "sms" && message.to === to)?.body;
    expect(text).toBeDefined();
  }).toPass({ timeout: 10_000 });
  return text ?? "";
}
