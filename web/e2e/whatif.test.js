// What if: a deed that cannot be taken back is looked at first. It says what goes, what stays and what a month costs then.

import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, replayed, scene } from "./browser.js";
import { Player } from "./player.js";

const here = scene();

test("terminate is looked at, left with Esc, and done with Enter", async () => {
  const player = new Player(await here.tab(), here.address);
  const { keyboard } = player.tab;
  await player.open("");
  await player.run("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web");
  await player.run("aws ec2 create-volume --size 10 --availability-zone us-east-1a --name data");
  await player.run("yard run 5m");
  await player.run("aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf");
  await player.run("yard run 1h");
  const bill = () => player.tab.locator('#mirror section[data-panel="Bill"]').innerText();
  const [before, cost] = [await player.journal(), await bill()];
  const count = await player.entries().count();

  await player.click("Instance web", '[data-panel="World"] ');
  await player.click("Terminate…", '[data-id="action/terminate-instances"]');
  await player.sees("Inspector", "If you terminate web", "web ends, for good.", "/dev/xvda is deleted, 8 GiB",
    "data stays, detached, still billed", "A month at this pace", "$11.73 less a month");
  await player.sees("World", "Preview of Terminate. Nothing has happened yet.");
  await player.shoot("what-if");
  const month = await player.tab.locator('#mirror section[data-panel="Inspector"] table').locator("tr").filter({ hasText: "Total" }).locator("th, td").allTextContents();
  assert.deepEqual(month, ["Total", "$12.73", "$1.00"]);
  await keyboard.press("Escape");
  await player.tab.locator('#mirror [data-id="preview/outcomes"]').waitFor({ state: "detached" });
  assert.equal(await player.entries().count(), count, "nothing was run");
  assert.equal(await bill(), cost);
  assert.equal(digestOf(await player.journal()), digestOf(before));

  await player.click("Terminate…", '[data-id="action/terminate-instances"]');
  await player.sees("Inspector", "If you terminate web");
  await player.tab.waitForFunction(() => document.activeElement.dataset.id === "action/terminate-instances");
  await keyboard.press("Enter");
  await player.sees("Commands", "aws ec2 terminate-instances --instance-ids @web ok");
  await player.run("yard run 5m");
  await player.sees("World", "Volume data, 10 GiB, available");
  await player.shoot("what-if-done");
  const journal = await player.journal();
  assert.notEqual(digestOf(journal), digestOf(before));
  assert.equal(digestOf(journal), digestOf(await replayed(journal)));
  assert.deepEqual(player.faults.list, []);
});
