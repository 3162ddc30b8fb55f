import { expect, type Page } from "@playwright/test";

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

/** Pastes as a person does: through the clipboard's event, with the text as it came. */
export async function paste(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
