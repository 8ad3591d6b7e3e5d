// Two walks through AWS's console that beginners are given, followed here screen by screen with the mouse; keys are used only
// where the walk types. What each screen of the console shows is looked for under the name that it has there.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { replayed, scene } from "./browser.js";
import { Visitor } from "./visitor.js";

describe("walks through the console", () => {
  const here = scene();
  const walk = (title, steps) => test(title, async () => {
    const visitor = new Visitor(await here.tab(), here.address);
    await visitor.open("");
    await steps(visitor).catch(async (fault) => {
      await visitor.shoot(`documents-failed ${title}`);
      throw fault;
    });
    assert.match(await replayed(await visitor.journal()), /digest/);
    assert.deepEqual(visitor.faults.list, []);
    await visitor.tab.context().close();
  });

  // What a volume is attached to, what a snapshot of it is good for, and where an image is chosen.
  walk("Elastic Block Store and AMIs", async (visitor) => {
    await visitor.click("A shop: 2 servers, 3 disks", "button");
    await visitor.sees("World", "Instance shop-db, running");
    await visitor.find("Snapshots", '[role="tab"]');
    await visitor.shoot("documents-000-1-navigation");

    await visitor.list("Volumes");
    await visitor.hasColumns("Name", "Volume ID", "State", "Size", "Type", "Attached to", "Zone");
    await visitor.shoot("documents-000-2-volumes");
    await visitor.choose("orders");
    await visitor.sees("World", "Volume ID: vol-", "Size: 100 GiB", /Attachment information: i-[0-9a-f]{17} \(shop-db\): \/dev\/sdf \(attached\)/);
    await visitor.shoot("documents-000-3-volume");
    await visitor.click("Attached instances", '[role="tab"]');
    await visitor.hasColumns("Instance ID", "Device", "Attachment status", "Delete on termination");
    assert.deepEqual((await visitor.cells('[data-id^="detail/Attached instances/"]')).slice(1, 4), ["shop-db", "/dev/sdf", "attached"]);
    await visitor.shoot("documents-000-4-attached-instances");

    // "You can create a snapshot for your EBS volumes"
    await visitor.click("Snapshot", '[data-id="action/create-snapshot"]');
    await visitor.list("Snapshots");
    await visitor.arrives("orders", "completed");
    await visitor.choose("orders");
    const snapshot = await visitor.detail("Snapshot ID");
    await visitor.sees("World", "Snapshot status: completed", "Progress: 100 %", /Volume ID: vol-[0-9a-f]{17} \(orders\)/, "Volume size: 100 GiB");
    await visitor.shoot("documents-000-5-snapshot");
    // "and then from that snapshot one can restore multiple fully provisioned EBS volumes"
    for (const zone of ["us-east-1a", "us-east-1b"]) {
      await visitor.click("Create volume…", "button");
      await visitor.sees("World", "Create a volume", `Snapshot ID: ${snapshot}`);
      await visitor.click("Availability zone: ", "button");
      await visitor.click(zone, '[role="option"]');
      await visitor.sees("World", `--availability-zone ${zone}`);
      await visitor.click("Create volume", '[data-id="form/submit"]');
      await visitor.sees("Commands", `aws ec2 create-volume --availability-zone ${zone} --snapshot-id ${snapshot}`);
      await visitor.list("Snapshots");
      await visitor.choose("orders");
    }
    await visitor.sees("Inspector", "Volumes made from it");
    await visitor.shoot("documents-000-6-restored");
    // "OR copy the snapshot across regions"
    await visitor.click("Copy to another region…", "button");
    await visitor.sees("World", "Copy a snapshot", "Destination region: us-west-2", "Source region: us-east-1", `Source snapshot ID: ${snapshot}`);
    await visitor.shoot("documents-000-7-copy");
    await visitor.click("Copy snapshot", '[data-id="form/submit"]');
    await visitor.sees("Commands", "aws ec2 copy-snapshot");
    await visitor.list("Snapshots");
    await visitor.click("us-west-2", '[data-id^="choice/list/region"]');
    await visitor.find("1 snapshot", '[data-id="list/count"]');
    await visitor.arrives("completed");
    await visitor.choose("completed");
    await visitor.sees("World", "Region: us-west-2", `Copied from: ${snapshot}`);
    await visitor.shoot("documents-000-8-copied");
    // "else share it with other AWS accounts"
    await visitor.click("All regions", '[data-id^="choice/list/region"]');
    await visitor.choose("orders");
    await visitor.click("Share…", "button");
    await visitor.click("Account IDs", "button");
    await visitor.click("210987654321", '[role="option"]');
    await visitor.sees("World", "--user-ids 210987654321");
    await visitor.shoot("documents-000-9-share");
    await visitor.click("Modify snapshot attribute", '[data-id="form/submit"]');
    await visitor.sees("Commands", "aws ec2 modify-snapshot-attribute");
    await visitor.list("Snapshots");
    await visitor.choose("orders");
    await visitor.click("Permissions", '[role="tab"]');
    await visitor.sees("World", "Shared with account", "210987654321");
    await visitor.shoot("documents-000-10-permissions");
    // "After restoring EBS volumes, finally one can launch their instances": one is attached to a server of its zone
    await visitor.list("Volumes");
    await visitor.arrives("us-east-1a", "available");
    await visitor.choose("us-east-1a", "available");
    await visitor.click("Attach to shop-web", "button");
    await visitor.sees("Inspector", "shop-web at /dev/sdf");
    await visitor.click("Details", '[role="tab"]');
    await visitor.later(/Attachment information: i-[0-9a-f]{17} \(shop-web\): \/dev\/sdf \(attached\)/);
    await visitor.sees("World", `Snapshot: ${snapshot}`);
    await visitor.shoot("documents-000-11-attached");

    // "Go to EC2 -> Instances -> Launch new instance -> scroll down. And yes, that is AMI"
    await visitor.list("Instances");
    await visitor.click("Launch instance", "button");
    await visitor.sees("World", "Application and OS image");
    for (const [tab, ...shown] of [
      ["My AMIs", "Create image makes one"],
      ["Shared with me", "An image that another account lets yours launch"],
      ["Community AMIs", "Image demo-ebs", "Image demo-instance-store", "root: instance-store"],
      ["Quick start", "Image al2023", "Image ubuntu-24.04", "Image windows-2022", "x86_64 · hvm · root: ebs"],
      ["AWS Marketplace", "aws-marketplace · x86_64"],
    ]) {
      await visitor.click(tab, '[role="tab"]');
      await visitor.sees("World", ...shown);
      await visitor.shoot(`documents-000-12-${tab.replaceAll(" ", "-").toLowerCase()}`);
    }
    await visitor.click("Image ", '[data-id^="form/ImageId/"]');
    const [, image] = /--image-id @?(\S+)/.exec(await (await visitor.find("aws ec2 run-instances", '[data-id="form/line"]')).textContent());
    await visitor.click("Launch instance", '[data-id="form/submit"]');
    await visitor.sees("Commands", image);
    await visitor.list("Instances");
    await visitor.later("3 instances");
    await visitor.list("Images");
    await visitor.click("Public", '[role="radio"]');
    await visitor.hasColumns("AMI ID", "AMI name", "Status", "Owner", "Root device", "Architecture");
    await visitor.choose("amzn-s3");
    await visitor.sees("World", "Root device type: instance-store", "Virtualization type: hvm", "Visibility: Public", "Platform: Linux/UNIX");
    await visitor.shoot("documents-000-13-public");
  });

  // An image of an instance with two volumes is two snapshots, and an instance of that image has two volumes again.
  walk("the relation of AMI, EBS volume and snapshot", async (visitor) => {
    // Step 1: a new instance with the default root volume, and an additional EBS volume of 2 GiB
    await visitor.list("Instances");
    await visitor.click("Launch instance", "button");
    await visitor.fill("Name", "EBSVolDemo");
    await visitor.click("Add volume", "button");
    await visitor.replace("Volume 2: Size (GiB)", "2");
    await visitor.sees("World", "Storage", "Root volume: Device name: /dev/xvda", "Root volume: Snapshot ID: snap-", "Root volume: Volume type: gp3", "Volume 2: Delete on termination", '"VolumeSize":2');
    await visitor.shoot("documents-002-1a-storage");
    await visitor.click("Launch instance", '[data-id="form/submit"]');
    await visitor.list("Instances");
    await visitor.hasColumns("Name", "Instance ID", "State", "Type", "Status", "Zone");
    await visitor.arrives("EBSVolDemo", "running", "Up");
    await visitor.shoot("documents-002-1b-instances");

    // Step 2: two volumes are there, attached to it
    await visitor.list("Volumes");
    await visitor.sees("World", "2 volumes", "EBSVolDemo: /dev/xvda", "EBSVolDemo: /dev/sdf");
    const volumes = {};
    for (const [size, device] of [["8 GiB", "/dev/xvda"], ["2 GiB", "/dev/sdf"]]) {
      await visitor.choose(size);
      await visitor.sees("World", `Size: ${size}`);
      assert.match(await visitor.detail("Attachment information"), new RegExp(`^i-[0-9a-f]{17} \\(EBSVolDemo\\): ${device} \\(attached\\)$`));
      volumes[size] = await visitor.detail("Volume ID");
    }
    await visitor.shoot("documents-002-2-volumes");

    // Step 3: an image of the instance, from its menu; its volumes are filled in already
    await visitor.list("Instances");
    await visitor.menuOf("EBSVolDemo", "Create image…", "documents-002-3a-menu");
    await visitor.sees("World", "Create an image", "Instance ID: EBSVolDemo (i-", "No reboot", "Instance volumes");
    await visitor.sees("World", "Root volume: Size (GiB): 8", "Root volume: Delete on termination", "Volume 2: Device name: /dev/sdf", "Volume 2: Size (GiB): 2");
    await visitor.replace("Image name", "ImageFromEBSVolDemo");
    await visitor.sees("World", "--name ImageFromEBSVolDemo");
    await visitor.shoot("documents-002-3b-create-image");
    await visitor.click("Create image", '[data-id="form/submit"]');
    await visitor.list("Images");
    await visitor.arrives("ImageFromEBSVolDemo", "available");
    await visitor.choose("ImageFromEBSVolDemo");
    const image = await visitor.detail("AMI ID");
    await visitor.sees("World", "AMI name: ImageFromEBSVolDemo", "Status: available", "Root device name: /dev/xvda", "Root device type: ebs", "Virtualization type: hvm");
    await visitor.down("Details", '[data-id="detail/Block devices"]');
    const blockDevices = /^\/dev\/xvda=(snap-[0-9a-f]{17}):8:true:gp3, \/dev\/sdf=(snap-[0-9a-f]{17}):2:false:gp3$/;
    const [, root, data] = blockDevices.exec(await visitor.detail("Block devices"));
    await visitor.shoot("documents-002-3c-details");
    await visitor.click("Storage", '[role="tab"]');
    await visitor.hasColumns("Device", "Snapshot ID", "Size", "Type", "Delete on termination");
    await visitor.shoot("documents-002-3c-storage");

    // Step 4: the two snapshots have come with it
    await visitor.list("Snapshots");
    await visitor.sees("World", "2 snapshots");
    for (const [snapshot, size] of [[root, "8 GiB"], [data, "2 GiB"]]) {
      await visitor.choose(snapshot);
      assert.ok((await visitor.detail("Volume ID")).startsWith(volumes[size]));
      await visitor.sees("World", "Snapshot status: completed", `Volume size: ${size}`, "Owner: 123456789012");
      await visitor.down("Details", '[data-id="detail/Description"]');
      assert.match(await visitor.detail("Description"), new RegExp(`^Created by CreateImage\\(i-[0-9a-f]{17}\\) for ${image}`));
    }
    await visitor.shoot("documents-002-4-snapshots");

    // Step 5: an instance of the image; the same volumes are filled in
    await visitor.list("Images");
    await visitor.choose("ImageFromEBSVolDemo");
    await visitor.shoot("documents-002-5a-launch");
    await visitor.click("Launch instance", '[data-id="batch/form/Launch instance"]');
    await visitor.fill("Name", "CreatedFromEBSVolDemoAMI");
    await visitor.sees("World", `Root volume: Snapshot ID: ${root}`, "Root volume: Size (GiB): less", "Volume 2: Device name: /dev/sdf", `Volume 2: Snapshot ID: ${data}`);
    for (const [volume, size] of [["Root volume", "8"], ["Volume 2", "2"]]) await visitor.holds(`${volume}: Size (GiB)`, size);
    await visitor.down("World", '[data-id="form/BlockDeviceMappings/add/0"]');
    await visitor.shoot("documents-002-5b-storage");
    await visitor.click("Launch instance", '[data-id="form/submit"]');

    // Step 6: the instance tells its image, and there are two volumes more
    await visitor.list("Instances");
    await visitor.arrives("CreatedFromEBSVolDemoAMI", "running");
    await visitor.choose("CreatedFromEBSVolDemoAMI");
    await visitor.click("Details", '[role="tab"]');
    assert.equal(await visitor.detail("AMI ID"), image);
    assert.equal(await visitor.detail("AMI name"), "ImageFromEBSVolDemo");
    await visitor.shoot("documents-002-6a-instance");
    await visitor.list("Volumes");
    await visitor.sees("World", "4 volumes");
    for (const [device, snapshot, size] of [["/dev/xvda", root, "8 GiB"], ["/dev/sdf", data, "2 GiB"]]) {
      await visitor.choose(`CreatedFromEBSVolDemoAMI: ${device}`);
      assert.equal(await visitor.detail("Snapshot"), snapshot);
      assert.equal(await visitor.detail("Size"), size);
    }
    await visitor.shoot("documents-002-6b-volumes");
  });
});
