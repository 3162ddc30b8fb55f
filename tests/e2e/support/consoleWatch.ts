import type { BrowserContext } from "@playwright/test";

/** Chromium's own line for an answer of 400 and above. */
const STATUS_LINE = /^Failed to load resource: the server responded with a status of (\d{3})/;

/** Collects what the console says of all pages, and lets pass exactly the statuses that a test expects. */
export class ConsoleWatch {
  readonly complaints: string[] = [];
  private readonly expected: number[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      const status = Number(STATUS_LINE.exec(message.text())?.[1]);
      const place = this.expected.indexOf(status);
      if (place >= 0) this.expected.splice(place, 1);
      else this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.complaints.push(error.error().message));
  }

  /** A story without a network has its lines in the console, told by what they hold. */
  forgive(part: string): void {
    const others = this.complaints.filter((complaint) => !complaint.includes(part));
    this.complaints.splice(0, this.complaints.length, ...others);
  }

  /** The next refusal with this status is part of the story. */
  expect(status: number): void {
    this.expected.push(status);
  }
}
