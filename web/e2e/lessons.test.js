// Each lesson that is built in, played to its end: by clicks on the picture where there is something to click, else by
// commands.

import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, scene, told } from "./browser.js";
import { Player } from "./player.js";

const here = scene();

// play opens a lesson, plays it, and sees that the page had nothing to complain of.
function play(lesson, title, steps) {
  test(title, async () => {
    const player = new Player(await here.tab(), here.address);
    await player.open(lesson);
    await player.shoot(`${lesson}-opening`);
    await steps(player).catch(async (fault) => {
      await player.shoot(`${lesson}-failed`);
      throw fault;
    });
    await player.shoot(`${lesson}-end`);
    assert.deepEqual(player.faults.list, []);
    await player.tab.context().close();
  });
}

play("cost-ebs-vs-instance-store", "the cost lesson tells 72.00, 17.00 and 55.00", async (player) => {
  await player.fill("Instance-store lane", "70");
  await player.fill("EBS lane", "20");
  await player.click("This is my guess");
  await player.sees("Lesson", "passed");
  await player.sees("Commands", "yard answer guess '70' '20'");

  await player.click("Lane ebs", "button");
  await player.sees("Commands", "Commands now act in lane ebs.");
  await player.run("yard schedule @web --daily 09:00-13:00");
  await player.sees("Lesson", "Now try the same in the instance-store lane");
  await player.click("Lane store", "button");
  await player.sees("Commands", "Commands now act in lane store.");
  const refusal = await player.run("aws ec2 stop-instances --instance-ids @web");
  assert.match(refusal, /UnsupportedOperation/);
  await player.said("UnsupportedOperation");
  await player.sees("Lesson", "EBS roots can be stopped and started.", "passed, 2 of 2 points");
  await player.shoot("cost-refused");

  const answer = await player.run("yard run 30d");
  assert.match(answer, /Lane store has cost \$72\.00 so far\. Lane ebs has cost \$17\.00 so far\./);
  await player.sees("Bill", "lane store: $72.00", "$55.00 saved by 2 ebs");
  await player.sees("Lesson", "you said 70, it is $72.00", "you said 20, it is $17.00", "passed, 4 of 4 points");
  await player.click("Lane ebs", "button");
  await player.sees("Bill", "lane ebs: $17.00", "$55.00 saved by 2 ebs", "120 h × $0.10/h = $12.00", "$0.05/GB-month = $5.00");

  await player.click("Storage is billed for the space you provision", '[role="radio"]');
  await player.sees("Lesson", "8 of 8 points", "All steps are done.");
  const digest = /digest ([0-9a-f]{64})/;
  const [, page] = digest.exec(await player.run("yard journal"));
  const [, terminal] = digest.exec(told("run", "cost-ebs-vs-instance-store"));
  assert.equal(page, terminal, "the page and the terminal compute the same world");
});

play("ami-two-volumes", "the image lesson ends with a twin in the other zone", async (player) => {
  await player.click("I don't know");
  await player.sees("Commands", "yard answer guess '?'");
  await player.click("Instance web");
  await player.sees("Inspector", "State: running");
  await player.run("aws ec2 create-image --instance-id @web --name gold");
  await player.sees("World", "Image gold, pending");
  await player.run("aws ec2 wait image-available --image-ids @gold");
  await player.sees("World", "Image gold, available", "2 snapshots");
  await player.run("aws ec2 run-instances --image-id @gold --instance-type demo.small --availability-zone us-east-1b --name web-2");
  await player.run("aws ec2 wait instance-running --instance-ids @web-2");
  await player.sees("World", "Instance web-2, running");
  await player.click("They stay, and you keep paying for them", '[role="radio"]');
  await player.sees("Lesson", "10 of 10 points", "All steps are done.");
});

play("move-volume-az", "the zone lesson moves the data and leaves nothing behind", async (player) => {
  const refusal = await player.run("aws ec2 attach-volume --volume-id @data --instance-id @app-b --device /dev/sdf");
  assert.match(refusal, /InvalidVolume\.ZoneMismatch|VolumeInUse/);
  await player.shoot("zone-refused");
  await player.click("not in the snapshot", '[role="radio"]');
  await player.chooses("not in the snapshot");
  await player.click("This is my guess");
  await player.sees("Commands", "yard answer when 2");
  await player.click("Instance app-a");
  await player.click(/^Stop$/, "button");
  await player.sees("Commands", "aws ec2 stop-instances --instance-ids @app-a");
  await player.run("aws ec2 wait instance-stopped --instance-ids @app-a");
  await player.run("aws ec2 create-snapshot --volume-id @data --name data-snap");
  await player.run("aws ec2 wait snapshot-completed --snapshot-ids @data-snap");
  await player.sees("World", "data-snap, completed");
  await player.run("aws ec2 create-volume --snapshot-id @data-snap --availability-zone us-east-1b --name data-b");
  await player.run("aws ec2 wait volume-available --volume-ids @data-b");
  await player.run("aws ec2 attach-volume --volume-id @data-b --instance-id @app-b --device /dev/sdf");
  await player.run("aws ec2 detach-volume --volume-id @data");
  await player.run("aws ec2 wait volume-available --volume-ids @data");
  await player.run("aws ec2 delete-volume --volume-id @data");
  await player.run("aws ec2 delete-snapshot --snapshot-id @data-snap");
  await player.sees("Lesson", "10 of 10 points", "All steps are done.");
});

play("cost-ebs-vs-instance-store", "a lesson is left alone to try freely, and gone back to as it was", async (player) => {
  const money = () => player.tab.locator('#mirror [data-id="money"]').textContent();
  await player.click("I don't know");
  await player.sees("Lesson", "passed");
  await player.click("Lane ebs", "button");
  await player.sees("Commands", "Commands now act in lane ebs.");
  await player.run("yard schedule @web --daily 09:00-13:00");
  const [before, digest] = [await money(), digestOf(await player.journal())];
  await player.click("Try freely", '[data-id="lesson/try"]');
  await player.said("Now you try freely");
  await player.sees("Lesson", "Trying freely", "Nothing counts now");
  await player.sees("World", "Instance web, stopped");
  assert.equal(await player.focused(), "lesson/back");
  await player.run("aws ec2 terminate-instances --instance-ids @web");
  await player.sees("World", "Instance web, terminated");
  await player.run("yard run 60d");
  assert.notEqual(await money(), before);
  await player.shoot("cost-trying-freely");
  const hint = player.tab.locator('#mirror [data-id="button/hint"]');
  assert.equal(await hint.getAttribute("aria-disabled"), "true");
  assert.match(await player.run("yard answer why 1"), /yard try --back goes back to the lesson/);
  await player.sees("Lesson", "1 of 8 points");
  await player.click("Back to the lesson", '[data-id="lesson/back"]');
  await player.said("This is the lesson again");
  await player.sees("World", "Instance web, stopped");
  await player.sees("Lesson", "1 of 8 points");
  assert.equal(await player.focused(), "lesson/try");
  assert.equal(await money(), before);
  assert.equal(digestOf(await player.journal()), digest);
});
