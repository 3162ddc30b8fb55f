import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds the API. */
const API = process.env.VESTIBULE_API ?? "http://localhost:8080";

export default defineConfig({
  plugins: [tanstackRouter({ target: "react", autoCodeSplitting: true }), react()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: {
    // The CSP allows fonts and pictures from files only, so nothing becomes a data URI.
    assetsInlineLimit: 0,
    manifest: true,
  },
  // Not the page /api-tokens.
  server: { proxy: { "^/api/": API } },
  test: {
    environment: "happy-dom",
    setupFiles: "src/mocks/setup.ts",
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});
