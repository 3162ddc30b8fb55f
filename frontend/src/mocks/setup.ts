import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { mockApi } from "./api";

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
