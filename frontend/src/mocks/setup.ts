import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { adopt } from "@/lib/language";
import { en } from "@/lib/messages/en";
import { mockApi } from "./api";

adopt("en", en);

// happy-dom has no Web Locks: in one tab each request holds the lock at once.
Object.defineProperty(navigator, "locks", {
  value: { request: (_name: string, hold: () => Promise<unknown>) => hold() },
});

beforeEach(() => {
  mockApi({});
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
