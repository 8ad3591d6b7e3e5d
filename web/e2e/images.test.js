// An image from its making to another account: a server with user data, stopped, changed and started again; an image of it, copied
// to another region, shared, and launched by whom it was shared with. By mouse wherever the picture offers it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, replayed, scene } from "./browser.js";
import { Visitor } from "./visitor.js";

const SCRIPT = ["#!/bin/sh", "yum install -y httpd", "systemctl enable --now httpd"];
const PARTNER = "210987654321";

const here = scene();

test("a server's image becomes another account's server", async () => {
  const visitor = new Visitor(await here.tab(), here.address);
  await visitor.open("");

  // A launch with user data: the form keeps its lines, and the command has them.
  await visitor.list("Instances");
  await visitor.click("Launch instance", "button");
  await visitor.fill("Name", "web");
  await visitor.fill("User data", SCRIPT.join("\n"));
  await visitor.sees("World", "--user-data", SCRIPT.at(-1));
  await visitor.shoot("images-1-user-data");
  await visitor.click("Launch instance", '[data-id="form/submit"]');
  await visitor.sees("Commands", "aws ec2 run-instances");

  // It boots in parts, the script last, and then serves what the script started.
  await visitor.list("Map");
  await visitor.click("Instance web", '[data-panel="World"] ');
  await visitor.sees("Inspector", "Booting", "kernel: to come", "user data: to come", "runs at the first boot");
  await visitor.click("Next event", "button");
  await visitor.sees("Inspector", "placing: 15s");
  await visitor.shoot("images-2-boot");
  await visitor.until("Inspector", "Latest boot");
  await visitor.sees("Inspector", /user data: \d+/, "ran at the first boot");
  await visitor.sees("World", "Instance web, running, t3.micro", "web :80");
  await visitor.shoot("images-2-served");

  // Its type can be changed while it is stopped; it keeps its disk, and the script does not run again.
  await visitor.click("Stop", '[data-id="action/stop-instances"]');
  await visitor.until("Inspector", "State: stopped");
  await visitor.choice("Modify…");
  await visitor.click("Instance type: ", "button");
  await visitor.click("t3.small", '[role="option"]');
  await visitor.sees("World", "--instance-type t3.small");
  await visitor.shoot("images-3-change-type");
  await visitor.click("Modify instance attribute", '[data-id="form/submit"]');
  await visitor.sees("Inspector", "Type: t3.small");
  await visitor.click("Start", '[data-id="action/start-instances"]');
  await visitor.until("World", "Instance web, running, t3.small");
  await visitor.until("World", "web :80");
  assert.doesNotMatch(await visitor.tab.locator('#mirror section[data-panel="Inspector"]').innerText(), /user data: \d/);
  await visitor.shoot("images-3-started");

  // An image of it, and a copy of that in another region.
  await visitor.click("Create image…", '[data-id="action/create-image"]');
  await visitor.replace("Image name", "golden");
  await visitor.click("Create image", '[data-id="form/submit"]');
  await visitor.list("Images");
  await visitor.arrives("golden", "available");
  await visitor.choose("golden");
  const golden = await visitor.detail("AMI ID");
  await visitor.click("Copy to another region…", "button");
  await visitor.sees("World", "Copy an image", "Destination region: us-west-2", `Source image ID: golden (${golden})`);
  await visitor.shoot("images-4-copy");
  await visitor.click("Copy image", '[data-id="form/submit"]');
  await visitor.sees("Commands", "aws ec2 copy-image");
  await visitor.list("Images");
  await visitor.click("us-west-2", '[data-id^="choice/list/region"]');
  await visitor.arrives("golden-copy", "available");
  await visitor.choose("golden-copy");
  const copy = await visitor.detail("AMI ID");
  assert.notEqual(copy, golden);
  await visitor.shoot("images-4-copied");

  // Nobody else can launch it until it is shared.
  const launch = `aws ec2 run-instances --image-id ${copy} --instance-type t3.micro --name theirs --region us-west-2 --profile partner`;
  assert.match(await visitor.run(launch), /InvalidAMIID\.NotFound/);
  await visitor.click("Share…", "button");
  await visitor.click("Account IDs", "button");
  await visitor.click(PARTNER, '[role="option"]');
  await visitor.sees("World", `--user-ids ${PARTNER}`);
  await visitor.shoot("images-5-share");
  await visitor.click("Modify image attribute", '[data-id="form/submit"]');
  await visitor.list("Images");
  await visitor.choose("golden-copy");
  await visitor.click("Permissions", '[role="tab"]');
  await visitor.sees("World", PARTNER);
  await visitor.shoot("images-5-shared");
  // The partner finds it among the images that are shared, and launches it.
  await visitor.list("Images");
  await visitor.click("partner", '[data-id^="choice/list/account"]');
  await visitor.click("Shared with me", '[role="radio"]');
  await visitor.find("1 image", '[data-id="list/count"]'); // so that nothing moves any more
  await visitor.choose("golden-copy");
  await visitor.find("", '[data-id="batch/text"]'); // what can be done with it has moved the rows
  await visitor.tab.waitForTimeout(300);
  await visitor.click("Launch instance", '[data-id="batch/form/Launch instance"]');
  await visitor.fill("Name", "theirs");
  await visitor.sees("World", `--image-id ${copy}`, "--region us-west-2", "--profile partner");
  await visitor.shoot("images-6-launch");
  await visitor.click("Launch instance", '[data-id="form/submit"]');
  await visitor.list("Instances");
  await visitor.click("partner", '[data-id^="choice/list/account"]');
  await visitor.arrives("theirs", "running");
  await visitor.choose("theirs");
  await visitor.click("Details", '[role="tab"]');
  assert.equal(await visitor.detail("AMI ID"), copy);
  assert.equal(await visitor.detail("Owner"), PARTNER);
  await visitor.shoot("images-6-partner");

  const journal = await visitor.journal();
  assert.equal(digestOf(journal), digestOf(await replayed(journal)));
  assert.deepEqual(visitor.faults.list, []);
});
