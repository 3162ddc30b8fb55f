import { queryOptions } from "@tanstack/react-query";
import { PUBLIC } from "@/api/caches";
import { reach } from "@/api/reach";
import packedUrl from "./commonPasswords.bin?url";

/** What stands for "shares nothing with the line before" in the packed list; `npm run common-passwords` packs it. */
const NONE = "0".charCodeAt(0);

/** The passwords that guessers try first. Nobody waits for them: without them the service judges alone. */
export const commonPasswordsQuery = queryOptions({
  queryKey: [PUBLIC, "common-passwords"],
  queryFn: async ({ signal }) => {
    const packed = await reach(new Request(new URL(packedUrl, window.location.origin), { signal }));
    if (!packed.ok) throw new Error(`${packed.url}: ${packed.status}`);
    return unpack(await packed.blob());
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export async function unpack(packed: Blob): Promise<ReadonlySet<string>> {
  const text = await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  const passwords = new Set<string>();
  let before = "";
  for (const line of text.split("\n")) {
    before = before.slice(0, line.charCodeAt(0) - NONE) + line.slice(1);
    passwords.add(before);
  }
  return passwords;
}
