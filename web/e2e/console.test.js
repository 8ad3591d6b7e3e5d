// The command line: what it offers while somebody types, which keys take it, and how a long command is stopped.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scene } from "./browser.js";
import { Player } from "./player.js";

describe("the command line", () => {
  const here = scene();
  const start = async () => {
    const player = new Player(await here.tab(), here.address);
    await player.open("");
    return player;
  };
  const end = async (player) => {
    assert.deepEqual(player.faults.list, []);
    await player.tab.context().close();
  };
  const options = (player) => player.tab.locator('#mirror [data-panel="Commands"] [role="option"]');
  const holds = (player, line) => player.tab.waitForFunction((text) => document.activeElement.value === text, line);

  test("Tab takes what is offered and moves on where nothing is", async () => {
    const player = await start();
    await player.run("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web");
    await player.run("yard run 5m");
    await player.tab.keyboard.type("aws ec2 stop-instances --instance-ids @w");
    const option = options(player).filter({ hasText: "@web" }).first();
    await option.waitFor({ state: "attached" });
    const line = await player.field("Command");
    assert.equal(await line.getAttribute("aria-expanded"), "true");
    assert.equal(await line.getAttribute("aria-activedescendant"), await option.getAttribute("id"));
    await player.shoot("completing");
    await player.tab.keyboard.press("Tab");
    assert.equal(await line.inputValue(), "aws ec2 stop-instances --instance-ids @web ");
    await player.tab.keyboard.press("Tab");
    assert.notEqual(await player.focused(), "textbox/command");
    assert.equal(await line.inputValue(), "aws ec2 stop-instances --instance-ids @web ");
    await player.tab.locator('#mirror input[data-field="command"][aria-expanded="false"]').waitFor({ state: "attached" });
    await end(player);
  });

  test("the keyboard is faster than the picture", async () => {
    const player = await start();
    await player.tab.keyboard.press("/");
    await player.tab.waitForFunction(() => document.activeElement.dataset.field === "command");
    await player.tab.keyboard.type("yard cl");
    await player.tab.keyboard.press("Tab");
    await player.tab.keyboard.type("x");
    assert.equal(await (await player.field("Command")).inputValue(), "yard clock x");
    await end(player);
  });

  test("arrows choose, Escape closes the list and then leaves", async () => {
    const player = await start();
    await player.tab.locator('[data-id="button/play"]').focus();
    await player.tab.keyboard.press("/");
    await player.tab.waitForFunction(() => document.activeElement.dataset.field === "command");
    await player.tab.keyboard.type("aws ec2 st");
    await options(player).nth(1).waitFor({ state: "attached" });
    await player.tab.keyboard.press("ArrowDown");
    await player.tab.locator('#mirror [role="option"][aria-selected="true"]').filter({ hasText: "stop-instances" }).waitFor({ state: "attached" });
    await player.tab.keyboard.press("Escape");
    await options(player).first().waitFor({ state: "detached" });
    assert.equal(await player.focused(), "textbox/command");
    await player.tab.keyboard.press("Escape");
    await player.tab.waitForFunction(() => document.activeElement.dataset.id === "button/play");
    await end(player);
  });

  test("a click takes what is offered, and typing goes on", async () => {
    const player = await start();
    await player.fill("Command", "aws ec2 desc");
    await player.click("describe-volumes", '[role="option"]');
    await holds(player, "aws ec2 describe-volumes ");
    await player.tab.keyboard.type("--output text");
    await holds(player, "aws ec2 describe-volumes --output text");
    await end(player);
  });

  test("who walks by with Tab leaves the line empty; who comes by / is offered the example", async () => {
    const player = await start();
    const line = await player.field("Command");
    await line.focus();
    await player.tab.keyboard.press("Shift+Tab");
    await player.tab.keyboard.press("Tab");
    assert.equal(await player.focused(), "textbox/command");
    await player.tab.keyboard.press("Tab");
    assert.equal(await line.inputValue(), "");
    await player.tab.keyboard.press("/");
    await player.tab.waitForFunction(() => document.activeElement.dataset.field === "command");
    await player.tab.keyboard.press("Tab");
    assert.match(await line.inputValue(), /^aws ec2 run-instances /);
    await end(player);
  });

  test("Escape stops a long command, and frames go on while it runs", async () => {
    const player = await start();
    await player.run("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web");
    await player.run("yard run 5m");
    await player.run("for i in 1 2 3 4 5 6 7 8; do yard workload @web log$i --every 1s; done");
    await player.fill("Command", "yard run 3650d");
    await player.tab.keyboard.press("Enter");
    await player.sees("Commands", "Running yard run 3650d");
    const clock = () => player.tab.locator('#mirror section[data-panel="Time"]').innerText();
    const before = await clock();
    await player.tab.waitForFunction((text) => document.querySelector('#mirror section[data-panel="Time"]').innerText !== text, before);
    await player.shoot("running");
    await player.tab.keyboard.press("Escape");
    await player.sees("Commands", "stopped: the clock stands where it was when you stopped it");
    await player.run("yard clock");
    await end(player);
  });
});
