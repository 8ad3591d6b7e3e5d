// Time in the picture: what was done is undone with its bill, the past is looked at and gone on from, what came later is kept,
// and files are given out.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { digestOf, replayed, scene } from "./browser.js";
import { Visitor } from "./visitor.js";

const MONEY = '[data-id="money"]';

describe("time", () => {
  const here = scene();
  const walk = (title, steps) => test(title, async () => {
    const visitor = new Visitor(await here.tab(), here.address);
    await visitor.open("");
    for (const command of [
      "aws ec2 run-instances --image-id @al2023 --instance-type m5.large --name web",
      "aws ec2 create-volume --size 100 --volume-type gp3 --availability-zone us-east-1a --name data",
      "yard run 5m",
      "aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf",
      "yard run 10d",
    ]) assert.doesNotMatch(await visitor.run(command), /error/i);
    await steps(visitor).catch(async (fault) => {
      await visitor.shoot(`time-failed ${title}`);
      throw fault;
    });
    const journal = await visitor.journal();
    assert.equal(digestOf(journal), digestOf(await replayed(journal)));
    assert.deepEqual(visitor.faults.list, []);
    await visitor.tab.context().close();
  });
  const money = async (visitor) => (await visitor.tab.locator(`#mirror ${MONEY}`).textContent()).match(/\$[\d.,]+/)[0];

  walk("a termination is undone, with its bill", async (visitor) => {
    const [before, digest] = [await money(visitor), digestOf(await visitor.journal())];
    await visitor.click("Instance web", '[data-panel="World"] ');
    await visitor.click("Terminate…", '[data-id^="action/"]');
    await visitor.sees("Inspector", "If you terminate web");
    await visitor.click("Terminate…", '[data-id^="action/"]');
    await visitor.sees("Commands", "aws ec2 terminate-instances --instance-ids @web ok");
    await visitor.run("yard run 20d");
    await visitor.sees("World", "0 instances");
    assert.notEqual(await money(visitor), before);
    await visitor.sees("Bar", "Run 20d");
    await visitor.click("Undo", '[data-id="button/undo"]');
    await visitor.sees("Bar", "Terminate web");
    await visitor.shoot("time-1-terminated");
    await visitor.tab.keyboard.press("ControlOrMeta+Z");
    await visitor.sees("World", "Instance web, running");
    await visitor.said("Terminate web");
    assert.equal(await money(visitor), before);
    assert.equal(digestOf(await visitor.journal()), digest);
    await visitor.shoot("time-1-undone");
    await visitor.click("Redo", '[data-id="button/redo"]');
    await visitor.tab.keyboard.press("ControlOrMeta+Shift+Z");
    await visitor.sees("Bar", "May 01 00:05");
    assert.notEqual(await money(visitor), before);
  });

  walk("the past is looked at, and gone on from; what came later is kept", async (visitor) => {
    await visitor.run("aws ec2 terminate-instances --instance-ids @web");
    await visitor.run("yard run 1d");
    const later = digestOf(await visitor.journal());
    await visitor.travelBack(0.4);
    await visitor.sees("World", /The past: Apr 0\d \d\d:\d\d. Read only./);
    await visitor.sees("World", "Instance web, running");
    await visitor.shoot("time-2-past");
    assert.match(await visitor.run("aws ec2 delete-volume --volume-id @data"), /looking back/);
    assert.match(await visitor.run("aws ec2 describe-volumes --query 'Volumes[].State' --output text"), /in-use/);
    await visitor.click("Inspector", '[role="tab"]');
    await visitor.click("Instance web", '[data-panel="World"] ');
    const stop = await visitor.find("Stop", '[data-id="action/stop-instances"]');
    assert.equal(await stop.getAttribute("aria-disabled"), "true");
    await visitor.click("Go on from here", "button");
    await visitor.said(/is kept as the branch|go on from/);
    await visitor.run("aws ec2 stop-instances --instance-ids @web");
    const mine = digestOf(await visitor.journal());
    const branches = await visitor.run("yard branch");
    const name = branches.match(/before Apr \d\d \d\d:\d\d/)[0];
    await visitor.shoot("time-2-gone-on");
    await visitor.run(`yard branch ${name}`);
    assert.equal(digestOf(await visitor.journal()), later);
    await visitor.sees("World", "0 instances");
    await visitor.run("yard branch main");
    assert.equal(digestOf(await visitor.journal()), mine);
  });

  walk("one looks back event by event, by keys and in the history", async (visitor) => {
    await visitor.click("Journal", '[data-panel="Time"] [role="tab"]');
    await visitor.sees("Time", "Attach data to web", "Create data, 100 GiB", "Run 10d");
    await visitor.shoot("time-3-history");
    await visitor.click("Time", '[data-panel="Time"] [role="tab"]');
    await visitor.click("Event before", "button");
    await visitor.sees("World", "The past: Apr 01");
    for (let n = 0; n < 3; n++) await visitor.tab.keyboard.press(",");
    await visitor.tab.keyboard.press(".");
    await visitor.sees("World", "The past: Apr 01 00:0");
    await visitor.click("Back to now", "button");
    await visitor.sees("Bar", "Apr 11 00:05");
  });

  walk("journal, bill and chart are given out as files", async (visitor) => {
    const file = async (name, selector) => {
      const [download] = await Promise.all([visitor.tab.waitForEvent("download"), visitor.click(name, selector)]);
      return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
    };
    const [journalName, journal] = await file("Save", '[data-id="button/save"]');
    assert.match(journalName, /\.yardlog$/);
    assert.equal(digestOf(journal), digestOf(await visitor.journal()));
    assert.equal(digestOf(journal), digestOf(await replayed(journal)));
    const [billName, bill] = await file("CSV", '[data-panel="Bill"] [data-id^="bill/"]');
    assert.match(billName, /bill.*\.csv$/);
    assert.match(bill, /web/);
    assert.match(bill, /data/);
    await visitor.click("Cost", '[data-panel="Time"] [role="tab"]');
    const [chartName, chart] = await file("SVG", '[data-panel="Time"] ');
    assert.match(chartName, /\.svg$/);
    assert.match(chart, /^<svg[^]*<\/svg>\s*$/);
    await visitor.shoot("time-4-cost");
  });
});
