// A sweep in the page: one thing varied, the slider, and files that leave as downloads.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { scene } from "./browser.js";
import { Visitor } from "./visitor.js";

describe("a sweep", () => {
  const here = scene();

  test("finds where two disks cost the same, and gives its files out", async () => {
    const visitor = new Visitor(await here.tab(), here.address);
    await visitor.open("cost-ebs-vs-instance-store");
    await visitor.run("yard sweep hours --csv");
    await visitor.until("Commands", "Same cost at 22 h 20 min a day");
    await visitor.run("yard answer guess '?'; yard lane ebs; yard schedule @web --daily 09:00-13:00; yard lane store");
    await visitor.run("aws ec2 stop-instances --instance-ids @web");
    await visitor.run("yard run 30d; yard answer why 1");
    await visitor.click("Open the chart", "button");
    const slider = visitor.tab.locator('#mirror [data-id="sweep/slider"]');
    await slider.waitFor({ state: "attached" });
    assert.equal(await slider.getAttribute("aria-valuetext"), "4 h a day");
    await visitor.find("Same cost at 22 h 20 min a day", '[data-id="sweep/plot/call/1"]');
    await visitor.shoot("sweep");

    await slider.focus();
    await visitor.tab.keyboard.press("End");
    await visitor.tab.locator('#mirror [data-id="sweep/slider"][aria-valuetext="24 h a day"]').waitFor({ state: "attached" });

    for (const [button, begins] of [["Download csv", "hours,store,ebs\n0,72.00,5.00\n"], ["Download svg", "<svg "], ["Download png", "\x89PNG"]]) {
      const download = visitor.tab.waitForEvent("download");
      await visitor.click(button, "button");
      const content = await readFile(await (await download).path(), "latin1");
      assert.equal(content.slice(0, begins.length), begins);
    }
    await visitor.tab.keyboard.press("Escape");
    await slider.waitFor({ state: "detached" });
    assert.deepEqual(visitor.faults.list, []);
    await visitor.tab.context().close();
  });
});
