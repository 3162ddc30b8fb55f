import { resolve } from "node:path";
import { defineConfig } from "@playwright/test";

const RESULTS = resolve(import.meta.dirname, "../../frontend/test-results");

export default defineConfig({
  testDir: "journeys",
  outputDir: resolve(RESULTS, "e2e"),
  // Each journey hashes passwords for real, and the machine has few cores.
  workers: 1,
  // A journey may have to wait for the next time step of the authenticator.
  timeout: 180_000,
  expect: { timeout: 10_000 },
  reporter: [
    ["line"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? resolve(RESULTS, "e2e.json") }],
  ],
  use: {
    locale: "en-US",
    // Nothing that a page offers takes so long, and a wrong name in a journey should be told soon.
    actionTimeout: 20_000,
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "wide", use: { viewport: { width: 1280, height: 860 } } },
    { name: "narrow", use: { viewport: { width: 390, height: 800 } } },
  ],
});
