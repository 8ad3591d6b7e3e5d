// A drag that is refused: the rule is seen while the hand is still down, then the refusal, why, and the way that works.

import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, replayed, scene } from "./browser.js";
import { Player } from "./player.js";

const here = scene();

test("a volume is dragged to an instance in another zone, and the way that works leads there", async () => {
  const player = new Player(await here.tab(), here.address);
  await player.open("");
  await player.run("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --availability-zone us-east-1a --name web");
  await player.run("aws ec2 create-volume --size 100 --availability-zone us-east-1b --name far");
  await player.run("yard run 5m");
  const entries = player.entries();
  const count = await entries.count();

  await player.drag("Volume far", "Instance web", async () => {
    await player.sees("World", "Refused: The volume");
    assert.equal(await entries.count(), count, "nothing happens as long as the hand is down");
    await player.snap("drag-down");
  });
  await player.sees("Commands", "aws ec2 attach-volume --volume-id @far --instance-id @web --device /dev/sdf refused");
  await player.sees("Inspector", "Refused, nothing changed", "InvalidVolume.ZoneMismatch", "A volume never leaves its zone", "The way that works");
  await player.sees("Inspector", "1. Snapshot it", "2. Make a volume in us-east-1a +$", "3. Attach it to web", "for 30 days");
  await player.click("Show me", "button");
  await player.tab.locator('#mirror [data-id="refused/show"][aria-pressed="true"]').waitFor({ state: "attached" });
  await player.shoot("drag-way");

  await player.click("Do these three", "button");
  await player.sees("World", "100 GiB, being attached to web at /dev/sdf");
  await player.tab.locator('#mirror [data-id="refused/title"]').waitFor({ state: "detached" });
  assert.equal(await entries.count(), count + 2, "the refusal, and the way as one line");
  await player.shoot("drag-end");
  const journal = await player.journal();
  assert.equal(digestOf(journal), digestOf(await replayed(journal)));
  assert.deepEqual(player.faults.list, []);
});
