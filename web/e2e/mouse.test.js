// A whole lesson by mouse alone: drags, buttons, menus and choices. No key is pressed.

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { digestOf, replayed, scene, told } from "./browser.js";
import { Player } from "./player.js";

const LESSON = "move-volume-az";
const here = scene();

test("the zone lesson by mouse alone ends in the world of its commands", async () => {
  const player = new Player(await here.tab(), here.address);
  await player.tab.addInitScript(() => {
    globalThis.keys = 0;
    addEventListener("keydown", () => keys++, true);
  });
  await player.open(LESSON);

  await player.drag("Volume data", "Instance app-b", () => player.sees("World", "Refused: The volume"));
  await player.sees("Inspector", "InvalidVolume.ZoneMismatch", "The way that works");
  await player.sees("Lesson", "That error is the lesson");
  await player.shoot("mouse-refused");
  await player.click("not in the snapshot", '[role="radio"]');
  await player.chooses("not in the snapshot");
  await player.click("This is my guess", "button");
  await player.sees("Commands", "yard answer when 2");

  await player.menu("Instance app-a", "Stop");
  await player.sees("World", "Instance app-a, stopping");
  await player.click("Next event", "button");
  await player.sees("World", "Instance app-a, stopped");
  await player.drag("Volume data", "Instance app-b");
  await player.click("Do these three", "button");
  await player.sees("Lesson", "Every record arrived.");
  await player.shoot("mouse-arrived");

  await player.drag("Volume data", "Zone us-east-1a", () => player.sees("World", "Detach it: aws ec2 detach-volume"));
  await player.sees("Inspector", "detaching");
  await player.click("Next event", "button");
  await player.sees("World", "in use by app-b at /dev/sdf");
  await player.click("Next event", "button");
  await player.sees("Inspector", "State: available");
  await player.click("Delete…", "button");
  await player.sees("Inspector", "If you delete");
  await player.shoot("mouse-delete");
  await player.click("Delete", '[data-id="action/delete-volume"]');
  await player.sees("Commands", "aws ec2 delete-volume --volume-id @data");
  await player.menu("Snapshot snap-", "Delete…");
  await player.sees("Inspector", "If you delete");
  await player.click("Delete", '[data-id="action/delete-snapshot"]');
  await player.sees("Lesson", "10 of 10 points", "All steps are done.");
  await player.shoot("mouse-end");

  const journal = await player.journal();
  assert.match(await replayed(journal), /10 of 10 points/);
  assert.equal(digestOf(journal), digestOf(told("run", LESSON, "--with", path.join(import.meta.dirname, "move-by-mouse.txt"))));
  assert.equal(await player.tab.evaluate(() => keys), 0);
  assert.deepEqual(player.faults.list, []);
});
