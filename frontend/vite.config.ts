import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds the API. */
const API = process.env.VESTIBULE_API ?? "http://localhost:8080";

/** The catalogue of most readers; it is asked for by the entry alone, and would come one round trip later. */
const WORDS = /\/messages\/en\.ts$/;

/** The letters of most readers, needed once the styles are read. */
const LETTERS = /inter-latin-wght-normal-[^/]*\.woff2$/;

/** What keeps the first page quick and still: words that come early, and letters that never change under the eye. */
const firstPage: Plugin = {
  name: "first-page",
  transform: (code, id) =>
    id.includes("@fontsource") ? code.replaceAll("font-display: swap", "font-display: optional") : undefined,
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle = {} }) => {
      const files = Object.values(bundle);
      const words = files.filter((file) => file.type === "chunk" && WORDS.test(file.facadeModuleId ?? ""));
      const letters = files.filter(({ fileName }) => LETTERS.test(fileName));
      const tags = [
        ...words.map((file) => ({ rel: "modulepreload", href: file.fileName })),
        ...letters.map((file) => ({ rel: "preload", as: "font", fetchpriority: "low", href: file.fileName })),
      ];
      return tags.map(({ href, ...attrs }) => ({
        tag: "link",
        attrs: { ...attrs, crossorigin: true, href: `/${href}` },
        injectTo: "head",
      }));
    },
  },
};

export default defineConfig({
  plugins: [tanstackRouter({ target: "react", autoCodeSplitting: true }), react(), firstPage],
  resolve: {
    alias: {
      // As it is written, so that nothing has to be built before the pages are.
      "@vestibule/client": new URL("./client/src/index.ts", import.meta.url).pathname,
      "@": new URL("./src", import.meta.url).pathname,
    },
  },
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
