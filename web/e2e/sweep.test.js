// A what-if over many values: the chart of the cost lesson with its crossing point, its slider and table, and the files that say the same.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { scene } from "./browser.js";
import { Visitor } from "./visitor.js";

describe("sweeps", () => {
  const here = scene();
  const walk = (title, lesson, steps) => test(title, async () => {
    const visitor = new Visitor(await here.tab(), here.address);
    await visitor.open(lesson);
    await steps(visitor).catch(async (fault) => {
      await visitor.shoot(`sweep-failed ${title}`);
      throw fault;
    });
    assert.deepEqual(visitor.faults.list, []);
    await visitor.tab.context().close();
  });

  const file = async (visitor, name) => {
    const [download] = await Promise.all([visitor.tab.waitForEvent("download"), visitor.click(name, '[data-id^="sweep/file"]')]);
    return [download.suggestedFilename(), await readFile(await download.path())];
  };

  walk("the two lanes cost the same at 22 h 20 min a day", "cost-ebs-vs-instance-store", async (visitor) => {
    await visitor.run("yard answer guess 72 17");
    await visitor.run("yard lane ebs; yard schedule @web --daily 09:00-13:00; yard lane store; aws ec2 stop-instances --instance-ids @web; yard run 30d; yard answer why 1");
    const before = await visitor.journal();
    await visitor.click("Open the chart", "button");
    await visitor.sees("World", "Same cost at 22 h 20 min a day", "$55.00 less", "25 points");
    await visitor.sees("Inspector", "What varies", "What stays", "Where lines cross is computed, not read off");
    await visitor.shoot("sweep-1-cost");
    const slider = visitor.tab.locator('#mirror [data-id="sweep/slider"]');
    assert.equal(await slider.getAttribute("aria-valuetext"), "4 h a day");
    await slider.focus();
    await visitor.tab.keyboard.press("End");
    await visitor.tab.locator('#mirror [data-id="sweep/slider"][aria-valuetext="24 h a day"]').waitFor({ state: "attached" });

    const [csvName, csv] = await file(visitor, "Download csv");
    assert.match(csvName, /\.csv$/);
    const rows = csv.toString().trim().split(/\r?\n/);
    assert.equal(rows.length, 26);
    assert.match(rows[5], /^4,.*72\.00.*17\.00/);
    const [svgName, svg] = await file(visitor, "Download svg");
    assert.match(svgName, /\.svg$/);
    assert.match(svg.toString(), /Same cost at 22 h 20 min a day/);
    const parsed = await visitor.tab.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").documentElement.nodeName, svg.toString());
    assert.equal(parsed, "svg");
    const [pngName, png] = await file(visitor, "Download png");
    assert.match(pngName, /\.png$/);
    const size = await visitor.tab.evaluate(async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
      return [picture.width, picture.height];
    }, [...png]);
    assert.ok(size[0] > 400 && size[1] > 200, `${size}`);
    await visitor.tab.keyboard.press("Escape");
    await slider.waitFor({ state: "detached" });
    assert.equal(await visitor.journal(), before); // the learner's own world is untouched
  });

  walk("the sandbox varies what its world has", "", async (visitor) => {
    await visitor.run("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web");
    await visitor.run("yard run 5m");
    const answer = await visitor.run("yard sweep hours 0..24 --run 30d");
    assert.match(answer, /hour/);
    await visitor.shoot("sweep-2-sandbox");
  });
});
