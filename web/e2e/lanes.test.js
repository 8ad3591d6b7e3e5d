// Two lanes on one clock, as a visitor meets them: seen at once, gone to by a click, compared, and split off in the sandbox.

import assert from "node:assert/strict";
import { test } from "node:test";
import { replayed, digestOf, scene } from "./browser.js";
import { Visitor } from "./visitor.js";

const here = scene();

// play opens a lesson, "" for the sandbox, plays it, and sees that the page had nothing to complain of.
function play(title, lesson, options, steps) {
  test(title, async () => {
    const visitor = new Visitor(await here.tab(options), here.address);
    await visitor.open(lesson);
    await steps(visitor).catch(async (fault) => {
      await visitor.shoot(`lanes-failed`);
      throw fault;
    });
    assert.deepEqual(visitor.faults.list, []);
    await visitor.tab.context().close();
  });
}

// inLane returns the twin of a thing in a lane that is not at hand.
function inLane(visitor, lane, kind) {
  return visitor.tab.locator(`#mirror [data-id^="in/${lane}/${kind}/"]`).first();
}

play("two lanes tell what each costs, and how far off a guess was", "cost-ebs-vs-instance-store", { viewport: { width: 1440, height: 900 } }, async (visitor) => {
  await visitor.fill("Instance-store lane", "50");
  await visitor.fill("EBS lane", "12");
  await visitor.click("This is my guess");
  await visitor.sees("Lesson", "passed");

  const web = inLane(visitor, "ebs", "instance");
  await web.waitFor({ state: "attached" });
  await visitor.tab.mouse.click(...(await visitor.middle(web)));
  await visitor.sees("Commands", "Commands now act in lane ebs.");
  await visitor.sees("Inspector", "web");
  await inLane(visitor, "store", "instance").waitFor({ state: "attached" });
  await visitor.run("yard schedule @web --daily 09:00-13:00");
  await visitor.click("Lane store", '[role="tab"]');
  await visitor.sees("Commands", "Commands now act in lane store.");
  await visitor.run("aws ec2 stop-instances --instance-ids @web");
  await visitor.run("yard run 30d");

  await visitor.sees("World", "720 h × $0.10/h = $72.00; the disk is included", "120 h × $0.10/h = $12.00; disk 100 GB × 1 month × $0.05/GB-month = $5.00");
  await visitor.sees("World", "web ran 30d in 30d", "web ran 5d in 30d, daily 09:00 to 13:00", "Saves $55.00 a month. Your guess: $12.00.");
  await visitor.sees("Bar", "lane store $72.00, lane ebs $17.00: two lanes, one clock");
  await visitor.sees("Lesson", "Your guess against the bill", "You were $22.00 too low.", "You left out $5.00 for the disk.");
  await visitor.shoot("lanes-stacked");

  await visitor.click("Stopped instances pay a reduced hourly rate", '[role="radio"]');
  await visitor.sees("Lesson", "No: a stopped instance has no hourly charge at all.");
  await visitor.shoot("lanes-wrong-answer");
  await visitor.click("Storage is billed for the space you provision", '[role="radio"]');
  await visitor.sees("Lesson", "8 of 8 points");

  await visitor.click("Lanes side by side", "button");
  await visitor.shoot("lanes-beside");
  await visitor.click("One lane at a time", "button");
  await inLane(visitor, "ebs", "instance").waitFor({ state: "detached" });
  await visitor.sees("World", "Saves $55.00 a month");
  await visitor.shoot("lanes-one");
});

play("the sandbox tries the other way beside the first", "", { viewport: { width: 1440, height: 900 } }, async (visitor) => {
  await visitor.run("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web");
  await visitor.run("yard run 1d");
  await visitor.click("Fork here and try the other way", "button");
  await visitor.sees("Commands", "yard lane other --split", "Lane other begins as a copy of lane main");
  await inLane(visitor, "main", "instance").waitFor({ state: "attached" });
  await visitor.run("aws ec2 stop-instances --instance-ids @web");
  await visitor.run("yard run 9d");
  await visitor.sees("World", "Lane other: $", "Saves $", "in 10 days");
  await visitor.shoot("lanes-split");

  const frame = await inLane(visitor, "main", "zone").getAttribute("data-rect");
  const [left, top] = frame.split(",").map(Number);
  await visitor.tab.mouse.click(left - 8, top + 60);
  await visitor.sees("Commands", "Commands now act in lane main.");
  const journal = await visitor.journal();
  assert.equal(digestOf(await replayed(journal)), digestOf(journal), "both lanes play again");
  await visitor.click("Close lane other", "button");
  await visitor.sees("Commands", "Lane other has ended.");
  await inLane(visitor, "other", "instance").waitFor({ state: "detached" });
});

play("a narrow screen has one lane at a time, and how they differ", "cost-ebs-vs-instance-store", { viewport: { width: 390, height: 844 } }, async (visitor) => {
  await visitor.click("I don't know");
  await visitor.click("World", '[data-panel="Bar"] [role="tab"]');
  await visitor.sees("World", "Lane store: $0.00.", "Lane ebs: $0.00.");
  await visitor.click("Lane ebs", '[role="tab"]');
  await visitor.sees("World", "Volume web-root");
  await visitor.shoot("lanes-phone");
});
