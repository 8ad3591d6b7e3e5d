// The welcome: who comes for the first time meets a server, and has stopped it, guessed, and seen a month go by in 90 seconds.
// The mouse alone does it, and so does Enter; nothing is typed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scene } from "./browser.js";
import { Player } from "./player.js";

describe("the welcome", () => {
  const here = scene();
  const visit = async (address = "/", options = {}) => {
    const player = new Player(await here.tab(options), here.address);
    await come(player, address);
    return player;
  };
  const come = async (player, address) => {
    await player.tab.goto(`${here.address.origin}${address}`);
    await player.tab.waitForSelector("#mirror:not([hidden])", { state: "attached" });
  };
  const end = async (player) => {
    assert.deepEqual(player.faults.list, []);
    await player.tab.context().close();
  };
  const title = (player, text) => player.tab.waitForFunction((wanted) => document.querySelector("#mirror h1")?.textContent === wanted, text);
  const meter = (player, which) => player.tab.locator(`#mirror [data-id="welcome/${which}-meter"]`).textContent();
  const changes = (player, which, was) => player.tab.waitForFunction(([id, before]) =>
    document.querySelector(`#mirror [data-id="welcome/${id}-meter"]`).textContent !== before, [which, was]);

  test("is gone through by mouse, and shown once", async () => {
    const player = await visit();
    await title(player, "Welcome");
    await player.sees("World", "This is a server. It costs 10 cents an hour. Stop it.");
    await changes(player, "server", await meter(player, "server"));
    await player.shoot("welcome-stop");
    await player.click("Stop the server", "button");
    await player.sees("Commands", "aws ec2 stop-instances --instance-ids @web");
    await player.sees("World", "Why?");
    const stands = await meter(player, "server");
    await changes(player, "disk", await meter(player, "disk"));
    assert.equal(await meter(player, "server"), stands);
    await player.click("It is on its way to stopping", "button");
    await player.sees("World", "No: it has stopped.");
    await player.shoot("welcome-why");
    await player.click("The disk is kept", "button");
    await player.sees("World", "What will the disk cost?");
    await player.click("About $72", "button");
    await player.shoot("welcome-month");
    await player.click("Run a month in a second", "button");
    await player.sees("World", "The disk has cost $5.02.", "You said “About $72”, it is “About $5”");
    await player.sees("Bill", "Volumes: $5.02");
    await player.shoot("welcome-doors");
    await player.click("Start lesson 1", "button");
    await title(player, "Four hours a day: which root disk is cheaper?");
    assert.match(player.tab.url(), /#l=cost-ebs-vs-instance-store$/);

    await come(player, "/?again");
    await title(player, "Sandbox");
    await end(player);
  });

  test("is gone through with Enter", async () => {
    const player = await visit();
    const { keyboard } = player.tab;
    for (const lead of ["welcome/stop", "option/why/1", null, "option/guess/1", "welcome/month", "welcome/door/lessons"]) {
      if (lead) await player.tab.waitForFunction((id) => document.activeElement.dataset.id === id, lead);
      else await keyboard.press("Tab"); // the first answer was wrong
      await keyboard.press("Enter");
    }
    await title(player, "Four hours a day: which root disk is cheaper?");
    await end(player);
  });

  test("is skipped for good, and the help brings it back", async () => {
    const player = await visit();
    await player.click("Skip the welcome", "button");
    await title(player, "Sandbox");
    await player.tab.reload();
    await title(player, "Sandbox");
    await player.click("Help and keys", "button");
    await player.click("Show the welcome again", "button");
    await title(player, "Welcome");
    await player.tab.goBack();
    await title(player, "Sandbox");
    await end(player);
  });

  test("is not shown to who follows a link", async () => {
    for (const [address, what] of [["/#l=", "Sandbox"], ["/#go=1", "Sandbox"], ["/?go=1", "Sandbox"], ["/#l=move-volume-az", "The disk is in the wrong zone"]]) {
      const player = await visit(address);
      await title(player, what);
      await end(player);
    }
  });

  test("waits where nothing is to move by itself", async () => {
    const player = await visit("/", { reducedMotion: "reduce" });
    await title(player, "Welcome");
    await player.sees("World", "time stands");
    await player.click("Stop the server", "button");
    await player.sees("World", "Why?");
    await end(player);
  });

  test("fits a telephone", async () => {
    const player = await visit("/", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await player.sees("World", "Stop it.");
    await player.shoot("welcome-phone");
    await player.click("Stop the server", "button");
    await player.sees("World", "Why?");
    await end(player);
  });
});
