import { test as base, expect } from "@playwright/test";
import { ConsoleWatch } from "./consoleWatch";
import { Server } from "./server";

interface World {
  console: ConsoleWatch;
}

interface Shared {
  server: Server;
}

/** A test with the real service behind it, which fails on anything in the console that it didn't expect. */
export const test = base.extend<World, Shared>({
  server: [
    async ({ browserName: _ }, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  baseURL: ({ server }, use) => use(server.url),
  console: [
    async ({ context }, use) => {
      const watch = new ConsoleWatch(context);
      await use(watch);
      expect(watch.complaints).toEqual([]);
    },
    { auto: true },
  ],
});
