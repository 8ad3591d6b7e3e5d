// A whole lesson by keyboard alone, from the moment the page is there: panels, fields, menus, forms, the search and the command
// line. No pointer touches the picture.

import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, replayed, scene, told } from "./browser.js";
import { Player } from "./player.js";

const LESSON = "ami-two-volumes";
const here = scene();

// Keys press keys, and look where the focus is.
class Keys {
  constructor(player) {
    this.player = player;
  }

  async press(...keys) {
    for (const key of keys) await this.player.tab.keyboard.press(key);
  }

  // stands waits until the focus is on the node with an id, for the browser and for the program.
  async stands(id) {
    await this.player.tab.waitForFunction((wanted) =>
      document.activeElement.dataset.id === wanted && page.app.frame().focus === wanted, id).catch(async () => {
      const ring = await this.player.tab.evaluate(() => page.app.frame().focus);
      throw new Error(`the focus is on ${await this.player.focused()}, the ring round ${ring}, and not on ${id}`);
    });
  }

  // on waits until the focus is on something with a name.
  async on(name) {
    await this.player.tab.waitForFunction((text) => {
      const { textContent, ariaLabel } = document.activeElement;
      return `${ariaLabel ?? ""} ${textContent}`.includes(text);
    }, name);
  }

  // tabTo presses Tab until the focus is on the node with an id.
  async tabTo(id) {
    for (let i = 0; i < 60 && (await this.player.focused()) !== id; i++) await this.press("Tab");
    await this.stands(id);
  }

  // command types a command where / leads.
  async command(line) {
    await this.press("/");
    await this.stands("textbox/command");
    await this.player.tab.keyboard.type(line);
    await this.press("Enter");
    await this.player.sees("Commands", `${line} ok`);
    await this.press("Escape");
  }

  // find goes to a thing through the search.
  async find(text, name) {
    await this.press("Control+k");
    await this.stands("textbox/search/text");
    await this.player.tab.keyboard.type(text);
    await this.player.tab.locator('#mirror [data-panel="Search"] [role="option"][aria-selected="true"]').filter({ hasText: text }).waitFor({ state: "attached" });
    await this.press("Enter");
    await this.on(name);
  }

  // choose opens the menu of what has the focus, and goes down to an item of it.
  async choose(item) {
    await this.press("Shift+F10");
    await this.stands("menu/0");
    for (let i = 1; (await this.player.tab.evaluate(() => document.activeElement.textContent)) !== item; i++) {
      await this.press("ArrowDown");
      await this.stands(`menu/${i}`);
    }
    await this.press("Enter");
  }
}

test("the image lesson by keyboard alone ends in the world of its solution", async () => {
  const player = new Player(await here.tab(), here.address);
  const keys = new Keys(player);
  await player.tab.addInitScript(() => {
    globalThis.pointed = 0;
    addEventListener("pointerdown", () => pointed++, true);
  });
  await player.open(LESSON);

  await keys.press("F6");
  await keys.stands("textbox/guess/snapshot");
  for (const [field, number] of [["snapshot", "2"], ["volume", "2"], ["instance", "1"], ["eni", "1"]]) {
    await keys.tabTo(`textbox/guess/${field}`);
    await player.tab.keyboard.type(number);
  }
  await keys.tabTo("button/answer");
  await player.shoot("keyboard-guess");
  await keys.press("Enter");
  await player.sees("Commands", "yard answer guess '2' '2' '1' '1'");

  await keys.find("web", "Instance web");
  await keys.choose("Create image…");
  await keys.stands("form/InstanceId");
  await keys.tabTo("textbox/form/Name");
  await keys.press("Control+a");
  await player.tab.keyboard.type("gold");
  await player.sees("World", "aws ec2 create-image --instance-id @web --name gold");
  await player.shoot("keyboard-image");
  await keys.tabTo("form/submit");
  await keys.press("Enter");
  await player.sees("World", "Image gold, pending");
  await keys.command("aws ec2 wait image-available --image-ids @gold");
  await player.sees("World", "Image gold, available");

  await keys.find("gold", "Image gold");
  await keys.choose("Launch with choices…");
  await keys.stands("textbox/form/Name");
  await player.tab.keyboard.type("web-2");
  await keys.tabTo("form/AvailabilityZone");
  await keys.press("Enter");
  await player.find("us-east-1b", '[role="option"]');
  await player.shoot("keyboard-zone");
  await keys.tabTo("form/AvailabilityZone/us-east-1b");
  await keys.press("Enter");
  await keys.stands("form/AvailabilityZone");
  await keys.on("us-east-1b");
  await keys.tabTo("form/submit");
  await keys.press(" ");
  await keys.on("Instance web-2");
  await keys.command("aws ec2 wait instance-running --instance-ids @web-2");
  await player.sees("World", "Instance web-2, running");

  await keys.press("F6");
  await keys.tabTo("option/after/1");
  await keys.press("Enter");
  await player.sees("Lesson", "10 of 10 points", "All steps are done.");
  await player.shoot("keyboard-end");

  const journal = await player.journal();
  assert.match(await replayed(journal), /10 of 10 points/);
  assert.equal(digestOf(journal), digestOf(told("run", LESSON)));
  assert.equal(await player.tab.evaluate(() => pointed), 0);
  assert.deepEqual(player.faults.list, []);
});
