// A launch through the form: an image from another tab, rows of storage that are edited, added and removed. The line of the AWS
// CLI grows with each choice, and it is what lands in the log.

import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, replayed, scene } from "./browser.js";
import { Player } from "./player.js";

const here = scene();

test("the line that grows in the form is what lands in the log", async () => {
  const player = new Player(await here.tab(), here.address);
  await player.open("");
  await player.click("Instances", '[role="tab"]');
  await player.click("Launch instance", "button");
  const line = player.tab.locator('#mirror [data-id="form/line"]');
  const says = (text) => line.filter({ hasText: text }).waitFor({ state: "attached" });
  const press = (id) => player.click("", `[data-id="form/${id}"]`);
  await says("aws ec2 run-instances");
  await player.fill("Name", "shop");
  await says("--name shop");

  await press(":images/Community AMIs");
  await player.find("Image demo-web", '[role="radio"]'); // so that the other tab's images are gone
  await player.click("Image ubuntu-24.04", '[role="radio"]');
  await says("--image-id @ubuntu-24.04");
  await player.shoot("launch-image");

  await press("BlockDeviceMappings.0.Ebs.VolumeSize/more");
  await says('"DeviceName":"/dev/sda1","Ebs":{"VolumeSize":9}');
  await press("BlockDeviceMappings.0.Ebs.DeleteOnTermination");
  await says('"DeleteOnTermination":false');
  await press("BlockDeviceMappings/add/0");
  await says('"DeviceName":"/dev/sdf"');
  await press("BlockDeviceMappings.1.Ebs.VolumeType");
  await player.click("st1", '[role="option"]');
  await says('"VolumeType":"st1"');
  await player.sees("World", "AWS would refuse this", "at least 125 GiB");
  await player.shoot("launch-refused");
  await player.fill("Volume 2: Size (GiB)", "");
  await player.tab.keyboard.press("Control+a");
  await player.tab.keyboard.type("125");
  await says('"VolumeSize":125');
  await player.find("more in 30 days", '[data-id="form/outcome"]');
  await press("BlockDeviceMappings/add/0");
  await says('"DeviceName":"/dev/sdg"');
  await press("BlockDeviceMappings.2/remove");
  await player.tab.locator('#mirror [data-id="form/BlockDeviceMappings.2/remove"]').waitFor({ state: "detached" });
  await player.tab.waitForFunction(() => document.activeElement.dataset.id === "form/BlockDeviceMappings/add/0"); // it stays nearby
  const grown = await line.textContent();
  assert.doesNotMatch(grown, /sdg/);
  await player.shoot("launch-storage");

  await press("submit");
  await player.sees("Inspector", "shop");
  const [entry] = await player.entries().allTextContents();
  assert.equal(entry, `${grown} ok`);
  await player.sees("Inspector", "/dev/sda1", "/dev/sdf");
  await player.shoot("launch-end");
  const journal = await player.journal();
  assert.equal(digestOf(journal), digestOf(await replayed(journal)));
  assert.deepEqual(player.faults.list, []);
});
