// Lists: in the page a list is a table, with columns that sort and rows that the keyboard walks and picks.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scene } from "./browser.js";
import { Player } from "./player.js";

describe("a list", () => {
  const here = scene();

  test("is a table that sorts, is walked by the arrows, and leads back into the world", async () => {
    const player = new Player(await here.tab(), here.address);
    await player.open("");
    for (const [size, name] of [[8, "small"], [100, "large"], [20, "middle"]]) {
      await player.run(`aws ec2 create-volume --size ${size} --availability-zone us-east-1a --name ${name}`);
    }
    await player.click("Volumes", "[role=tab]");
    const table = player.tab.locator("#mirror table[role=grid]");
    const names = () => table.locator("tbody tr th").allTextContents();
    await table.waitFor({ state: "attached" });
    assert.deepEqual(await names(), ["small", "large", "middle"]);
    assert.equal(await table.getAttribute("aria-rowcount"), "3");
    assert.equal(await table.locator('th[scope="col"][aria-sort="none"] button').first().textContent(), "Name");

    await player.click("Size", "th button");
    await table.locator('th[aria-sort="ascending"]').waitFor({ state: "attached" });
    assert.deepEqual(await names(), ["small", "middle", "large"]);

    const row = (name) => table.locator("tbody tr").filter({ hasText: name });
    await row("small").focus();
    await player.tab.keyboard.press("ArrowDown");
    await player.tab.waitForFunction(() => document.activeElement.querySelector("th")?.textContent === "middle");
    assert.equal(await row("middle").getAttribute("tabindex"), "0");
    await player.tab.keyboard.press(" ");
    await table.locator('tr[aria-selected="true"]').waitFor({ state: "attached" });
    assert.match(await table.locator('tr[aria-selected="true"]').textContent(), /middle/);
    assert.equal(await row("middle").locator('[role="checkbox"]').getAttribute("aria-checked"), "true");
    await player.sees("Inspector", "middle");

    await player.tab.keyboard.press("Enter");
    await table.waitFor({ state: "detached" });
    await player.tab.waitForFunction(() => /Volume middle/.test(document.activeElement.textContent));
    assert.deepEqual(player.faults.list, []);
    await player.tab.context().close();
  });
});
