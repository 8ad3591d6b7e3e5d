// What volumes and snapshots do, seen in the picture: a volume that is changed under load and its chart, restores with and
// without fast restore, and the blocks that the first snapshot hands on.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { digestOf, replayed, scene } from "./browser.js";
import { Visitor } from "./visitor.js";

describe("volumes and snapshots", () => {
  const here = scene();
  const walk = (title, commands, steps) => test(title, async () => {
    const visitor = new Visitor(await here.tab(), here.address);
    await visitor.open("");
    for (const command of commands) assert.doesNotMatch(await visitor.run(command), /error/i);
    await steps(visitor).catch(async (fault) => {
      await visitor.shoot(`volumes-failed ${title}`);
      throw fault;
    });
    const journal = await visitor.journal();
    assert.equal(digestOf(journal), digestOf(await replayed(journal)));
    assert.deepEqual(visitor.faults.list, []);
    await visitor.tab.context().close();
  });
  const server = (size) => [
    "aws ec2 run-instances --image-id @al2023 --instance-type m5.large --name web",
    `aws ec2 create-volume --size ${size} --volume-type gp2 --availability-zone us-east-1a --name data`,
    "yard run 5m",
    "aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf",
    "yard run 1m",
  ];

  walk("a volume is changed under load, and its chart tells", server(100), async (visitor) => {
    await visitor.click("Volume data", '[data-panel="World"] ');
    await visitor.choice("Put a load on it…");
    await visitor.sees("World", "yard workload --instance-id @web --path /mnt/sdf/ --kind database --iops 3000");
    await visitor.click("Workload", '[data-id="form/submit"]');
    await visitor.sees("Inspector", "IOPS moved: 3000", "Burst balance: 100 %");
    await visitor.run("yard run 40m"); // longer than 100 GiB of gp2 can burst
    await visitor.sees("Inspector", "Held back by the volume: it gets 300 of 3000 IOPS asked for.", "Burst balance: 0 %");
    await visitor.shoot("volumes-1-held");
    await visitor.choice("Modify…");
    await visitor.fill("Size (GiB)", "200");
    await visitor.click("Volume type: ", "button");
    await visitor.click("gp3", '[role="option"]');
    await visitor.sees("World", "--size 200 --volume-type gp3", "in 30 days");
    await visitor.shoot("volumes-1-modify");
    await visitor.click("Modify volume", '[data-id="form/submit"]');
    await visitor.sees("Inspector", "Modification: modifying");
    await visitor.until("Inspector", "Modification: optimizing");
    await visitor.shoot("volumes-1-optimizing");
    await visitor.until("Inspector", "IOPS moved: 3000");
    await visitor.sees("Inspector", "200 GiB", "gp3", "IOPS limit of the volume: 3000");
    await visitor.run("yard run 20m");
    await visitor.shoot("volumes-1-changed");
  });

  const backup = ["yard write @web /mnt/sdf/orders.db 20GiB --flush", "aws ec2 create-snapshot --volume-id @data --name backup", "yard run 1h"];
  walk("a volume of a snapshot loads, unless the snapshot restores fast", [...server(40), ...backup], async (visitor) => {
    const restore = async (name) => {
      await visitor.click("Snapshot backup", '[data-panel="World"] ');
      await visitor.click("Create volume…", '[data-id^="action/"]');
      await visitor.fill("Name", name);
      await visitor.click("Create volume", '[data-id="form/submit"]');
      await visitor.until("World", `Volume ${name}, 40 GiB, available`);
      await visitor.click(`Volume ${name}`, '[data-panel="World"] ');
    };
    await restore("slow");
    await visitor.sees("Inspector", /Initialization: loading, \d+ %/);
    await visitor.shoot("volumes-2-loading");
    await visitor.run("aws ec2 enable-fast-snapshot-restores --availability-zones us-east-1a --source-snapshot-ids @backup");
    await visitor.run("yard run 2h");
    await visitor.click("Snapshot backup", '[data-panel="World"] ');
    await visitor.sees("Inspector", /us-east-1a.*enabled/);
    await visitor.shoot("volumes-2-fast-restore");
    await restore("fast");
    assert.doesNotMatch(await visitor.tab.locator('#mirror section[data-panel="Inspector"]').innerText(), /Initialization: loading/);
    await visitor.sees("Bill", "fast");
    await visitor.shoot("volumes-2-restored");
  });

  const twice = [
    "yard write @web /mnt/sdf/orders.db 10GiB --flush", "aws ec2 create-snapshot --volume-id @data --name first", "yard run 1h",
    "yard write @web /mnt/sdf/orders.db 4GiB --flush", "aws ec2 create-snapshot --volume-id @data --name second", "yard run 1h",
  ];
  walk("the first snapshot hands on the blocks that the second borrows", [...server(15), ...twice], async (visitor) => {
    await visitor.sees("World", "14 GiB billed, not 30", "Snapshot first, completed, 10 GiB stored for it", "Snapshot second, completed, 4 GiB stored for it");
    await visitor.shoot("volumes-3-two");
    await visitor.click("Snapshot first", '[data-panel="World"] ');
    await visitor.click("Delete…", '[data-id="action/delete-snapshot"]');
    await visitor.sees("Inspector", "If you delete first", "6 GiB handed on to second", "$0.20 less a month");
    await visitor.shoot("volumes-3-preview");
    await visitor.tab.keyboard.press("Enter");
    await visitor.sees("World", "Snapshot second, completed, 10 GiB stored for it", "10 GiB billed");
    await visitor.shoot("volumes-3-one");
  });
});
