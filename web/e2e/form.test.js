// Forms: an instance with a second volume is launched as a learner does it in AWS's console, by clicks.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scene } from "./browser.js";
import { Player } from "./player.js";

describe("forms", () => {
  const here = scene();
  const start = async () => {
    const player = new Player(await here.tab(), here.address);
    await player.open("");
    await player.run("yard clock"); // once it has answered, everything is where it stays
    return player;
  };
  const end = async (player) => {
    assert.deepEqual(player.faults.list, []);
    await player.tab.context().close();
  };

  test("launch an instance with more storage and user data", async () => {
    const player = await start();
    await player.click("Instances", '[role="tab"]');
    await player.click("Launch instance", "button");
    await player.sees("World", "Launch an instance", "Application and OS image", "Instance type: t3.micro", "Storage", "Root volume");
    await player.fill("Name", "EBSVolDemo");
    await player.click("Instance type: t3.micro", "button");
    await player.fill("Filter of Instance type", "t3.small");
    await player.click("t3.small", '[role="option"]');
    await player.sees("World", "Instance type: t3.small");
    await player.click("Add volume", "button");
    await player.click("Volume 2: Size (GiB): less", "button");
    await player.click("Delete on termination", '[data-id="form/BlockDeviceMappings.1.Ebs.DeleteOnTermination"]');
    await player.fill("User data", "#!/bin/sh\necho up\n");
    await player.sees("World", '"VolumeSize":7', "echo up", "more in 30 days");
    await player.shoot("form-launch");
    await player.click("Launch instance", '[data-id="form/submit"]');
    await player.sees("Commands", "aws ec2 run-instances", "--name EBSVolDemo", "--instance-type t3.small", '"DeleteOnTermination":true');
    await player.sees("Inspector", "EBSVolDemo");
    await end(player);
  });

  test("what would be refused says so, and Esc goes back", async () => {
    const player = await start();
    await player.click("Volumes", '[role="tab"]');
    await player.click("Create volume", "button");
    await player.click("Volume type: Not set", "button");
    await player.click("st1", '[role="option"]');
    await player.sees("World", "Volume type: st1", "AWS would refuse this: InvalidParameterValue", "must be at least 125 GiB");
    await player.shoot("form-refused");
    await player.tab.keyboard.press("Escape");
    await player.sees("World", "No volumes.");
    await end(player);
  });
});
