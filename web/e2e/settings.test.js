// What surrounds the world: the search, the help, and what is kept from one visit to the next.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scene } from "./browser.js";
import { Player } from "./player.js";

const LESSON = "move-volume-az";

describe("around the world", () => {
  const here = scene();
  const start = async (lesson = "", options = {}, rest = "") => {
    const player = new Player(await here.tab(options), here.address);
    await player.open(lesson, rest);
    return player;
  };
  const end = async (player) => {
    assert.deepEqual(player.faults.list, []);
    await player.tab.context().close();
  };
  const focuses = (player, id) => player.tab.waitForFunction((wanted) => document.activeElement.dataset.id === wanted, id);
  const theme = (player, wanted) => player.tab.waitForFunction((name) => document.documentElement.dataset.theme === name, wanted);

  test("Ctrl+K searches from anywhere, by keyboard alone", async () => {
    const player = await start(LESSON);
    const { keyboard } = player.tab;
    await keyboard.press("/");
    await focuses(player, "textbox/command");
    await keyboard.press("Control+k");
    await focuses(player, "textbox/search/text");
    await keyboard.type("app");
    await player.sees("Search", "app-a", "app-b");
    await keyboard.press("ArrowDown");
    await player.tab.waitForFunction(() => {
      const marked = document.getElementById(document.activeElement.getAttribute("aria-activedescendant"));
      return marked?.textContent.startsWith("app-b");
    });
    await player.shoot("search");
    await keyboard.press("Enter");
    await player.tab.waitForFunction(() => document.activeElement.textContent.includes("app-b"));
    assert.equal(await player.tab.locator('#mirror section[data-panel="Search"]').count(), 0);
    await keyboard.press("Control+k");
    await focuses(player, "textbox/search/text");
    await keyboard.press("Escape");
    await player.tab.waitForFunction(() => document.activeElement.textContent.includes("app-b"));
    await end(player);
  });

  test("settings and points outlast the visit", async () => {
    const player = await start(LESSON);
    await player.click("Help and keys", "button");
    await player.sees("World", "Ctrl+K", "are kept in this browser");
    await player.shoot("help");
    await player.click("Theme: Light", "button");
    await theme(player, "light");
    await player.click("Text size: 125 %", "button");
    await player.tab.waitForFunction(() => document.documentElement.style.getPropertyValue("--scale") === "1.25");
    await player.tab.keyboard.press("Escape");
    await player.run("aws ec2 attach-volume --volume-id @data --instance-id @app-b --device /dev/sdf");
    await player.tab.reload();
    await player.tab.waitForSelector("#mirror:not([hidden])", { state: "attached", timeout: 60_000 });
    await theme(player, "light");
    assert.equal(await player.tab.evaluate(() => document.documentElement.style.getPropertyValue("--scale")), "1.25");
    await player.click("Lessons", "button");
    await player.sees("World", "Begun,");
    await player.shoot("lessons");
    await end(player);
  });

  test("the address and the system are asked in their order", async () => {
    const light = await start("", { colorScheme: "light" });
    await theme(light, "light");
    await end(light);
    const contrast = await start("", { contrast: "more" });
    await theme(contrast, "contrast");
    await end(contrast);
    const calm = await start("", { colorScheme: "dark" }, "&calm=1&scale=1.5");
    await theme(calm, "light");
    await calm.tab.waitForFunction(() => document.documentElement.style.getPropertyValue("--scale") === "1.5");
    await calm.tab.keyboard.press("?");
    await calm.tab.waitForFunction(() => document.querySelector('[data-id="setting/reduced-motion"]')?.getAttribute("aria-checked") === "true");
    await end(calm);
  });

  test("the text view is switched by the help, too", async () => {
    const player = await start();
    await player.tab.keyboard.press("?");
    await focuses(player, "sheet/close");
    await player.tab.locator('#mirror [data-id="setting/text"]').press("Enter");
    await player.tab.waitForFunction(() => document.body.classList.contains("text"));
    await player.tab.locator("#view").click();
    await player.tab.waitForFunction(() => !document.body.classList.contains("text") &&
      document.querySelector('[data-id="setting/text"]').getAttribute("aria-checked") === "false");
    await end(player);
  });
});
