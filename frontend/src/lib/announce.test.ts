import { beforeEach, expect, it } from "vitest";
import { announce, hush, liveRegionId } from "./announce";

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const said = () => [...document.body.children].map((region) => region.textContent);

beforeEach(() => {
  const regions = (["polite", "assertive"] as const).map((politeness) => {
    const region = document.createElement("p");
    region.id = liveRegionId(politeness);
    return region;
  });
  document.body.replaceChildren(...regions);
});

it("says one thing politely and another at once", async () => {
  announce("Sent.");
  announce("Wrong code.", "assertive");

  await nextFrame();

  expect(said()).toEqual(["Sent.", "Wrong code."]);
});

it("takes back all that was to be said in the next frame", async () => {
  announce("Sent.");
  announce("Wrong code.", "assertive");
  hush();

  await nextFrame();

  expect(said()).toEqual(["", ""]);
});
