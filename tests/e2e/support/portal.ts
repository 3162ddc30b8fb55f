import { expect, type Locator, type Page } from "@playwright/test";

/** More than any page has. */
const MOST_TABS = 60;

/** What people do on the pages, in the words of the help article. */
export class Portal {
  constructor(private readonly page: Page) {}

  async logIn(username: string, password: string): Promise<void> {
    await this.page.goto("/login");
    await this.page.getByLabel("Username").fill(username);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Log In", exact: true }).click();
  }

  /** Types a code by hand, as it is read from a phone. */
  async answer(code: string): Promise<void> {
    await this.page.getByLabel("Authentication Code").pressSequentially(code);
    await this.page.getByRole("button", { name: "Log In", exact: true }).click();
  }

  async open(name: string, entry: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
    await this.page.getByRole("menuitem", { name: entry }).click();
  }

  async logOut(name: string): Promise<void> {
    await this.open(name, "Log out");
    await expect(this.page.getByRole("heading", { name: "Log in" })).toBeVisible();
  }

  async expectDashboard(name: string): Promise<void> {
    await expect(this.page.getByRole("heading", { name: `Hello, ${name}` })).toBeVisible();
  }
}

/** Moves the focus by Tab alone until it is there, as somebody does who has no mouse. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab doesn't lead to ${target}`);
}

/** Pastes as a person does: through the clipboard's event, with the text as it came. */
export async function paste(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
