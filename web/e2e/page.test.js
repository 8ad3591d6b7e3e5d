// The page around the picture: keyboard, text view, loading, and what happens where something is missing.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scene, shoot } from "./browser.js";
import { Player } from "./player.js";

const LESSON = "cost-ebs-vs-instance-store";

describe("the page", () => {
  const here = scene();
  const start = async (lesson = LESSON, options = {}, rest = "") => {
    const player = new Player(await here.tab(options), here.address);
    await player.open(lesson, rest);
    return player;
  };
  const end = async (player) => {
    assert.deepEqual(player.faults.list, []);
    await player.tab.context().close();
  };

  test("Tab walks the page, also after a click on the canvas", async () => {
    const player = await start();
    await player.click("Instance web");
    await player.sees("Inspector", "State: running");
    const web = await player.focused();
    const stops = [];
    for (let stop = ""; stop !== web && stops.length < 150; stops.push(stop)) {
      await player.tab.keyboard.press("Tab");
      stop = await player.focused();
      if (stop === "BODY" || stop === "BUTTON") continue; // the browser's own, and the one for the text view
      await player.tab.waitForFunction((id) => page.app.frame().focus === id, stop); // there is the ring
    }
    const parts = await player.tab.evaluate((ids) => {
      const part = (id) => document.querySelector(`#mirror [data-id="${id}"]`)?.closest("section").dataset.panel;
      return ids.map(part).filter((panel, i, all) => panel && panel !== all[i - 1]);
    }, stops.filter((id) => id !== "BODY" && id !== "BUTTON"));
    assert.deepEqual(parts, ["World", "Inspector", "Bill", "Time", "Commands", "Bar", "Lesson", "World"], `Tab met ${stops}`);
    for (const stop of ["inspector/more", "textbox/command", "BUTTON", "button/play", "textbox/guess/store", "tab/World/Map", "lane/ebs"]) {
      assert.ok(stops.includes(stop), `Tab passed over ${stop}`);
    }
    assert.equal(new Set(stops).size, stops.length, "each stop is met once");
    const canvas = player.tab.locator("canvas");
    assert.equal(await canvas.getAttribute("tabindex"), null);
    assert.equal(await canvas.getAttribute("aria-hidden"), "true");
    await player.shoot("focus");
    await end(player);
  });

  test("focus and ring agree, and keys reach the program", async () => {
    const player = await start();
    await player.tab.keyboard.press("/");
    await player.tab.waitForFunction(() => document.activeElement.dataset.field === "command");
    await player.tab.keyboard.type("yard ");
    await player.tab.keyboard.type("bill\n", { delay: 1 });
    await player.sees("Commands", "yard bill");
    await player.tab.keyboard.press("ArrowUp");
    await player.tab.waitForFunction(() => document.activeElement.value === "yard bill");
    await player.tab.keyboard.press("Escape");
    await player.tab.keyboard.press("F6");
    await player.tab.waitForFunction(() => document.activeElement.closest("section") !== null && document.activeElement.dataset.field !== "command");
    await end(player);
  });

  test("every twin that can be used has a name and a description of why not", async () => {
    for (const lesson of ["", LESSON, "ami-two-volumes", "move-volume-az"]) {
      const player = await start(lesson);
      const nameless = await player.tab.evaluate(() =>
        [...document.querySelectorAll("#mirror button, #mirror input")]
          .filter((twin) => !(twin.textContent || twin.getAttribute("aria-label")) ||
            (twin.ariaDisabled === "true" && !document.getElementById(twin.getAttribute("aria-describedby"))?.textContent))
          .map((twin) => twin.dataset.id));
      assert.deepEqual(nameless, []);
      assert.equal(await player.tab.locator("#mirror h1").count(), 1);
      await player.shoot(`opening-${lesson || "sandbox"}`);
      await end(player);
    }
  });

  test("the title is read first", async () => {
    for (const options of [{}, { viewport: { width: 390, height: 844 } }]) {
      const player = await start(LESSON, options);
      assert.equal(await player.tab.locator("#mirror [data-id]").first().evaluate((first) => first.tagName), "H1");
      await end(player);
    }
  });

  test("the log reads each answer out once, and refusals at once", async () => {
    const player = await start("");
    const { tab } = player;
    await tab.evaluate(() => {
      globalThis.heard = [];
      const told = (element) => { // what is read out of a new element
        const copy = element.cloneNode(true);
        for (const silent of copy.querySelectorAll("[aria-live=off]")) silent.remove();
        return [element.ariaLive, copy.textContent];
      };
      const log = document.querySelector("#mirror [role=log]");
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) heard.push(...[...addedNodes].map(told).filter(([live]) => live !== "off"));
      }).observe(log, { childList: true, subtree: true, characterData: true });
      const say = document.getElementById("say");
      new MutationObserver(() => heard.push(["say", say.textContent])).observe(say, { childList: true });
    });
    const heard = async (text) => (await tab.evaluate(() => heard)).filter(([, said]) => said.includes(text));
    await player.run("echo one");
    await player.run("aws ec2 stop-instances --instance-ids i-00000000000000000");
    await player.run("echo two");
    await tab.waitForTimeout(500); // so that the status line would have spoken too
    assert.deepEqual(await heard("one"), [[null, "echo one okone"]]);
    assert.deepEqual(await heard("two"), [[null, "echo two oktwo"]]);
    const [[live, text], ...more] = await heard("InvalidInstanceID.NotFound");
    assert.equal(live, "assertive");
    assert.match(text, /Why: /);
    assert.deepEqual(more, []);
    await tab.evaluate(() => (heard.length = 0));
    await player.click("Launch", "button");
    await player.sees("Commands", "run-instances");
    await player.click("Instance", '[data-panel="World"] button');
    await player.said("Day 1");
    await end(player);
  });

  test("text fields look like the picture's", async () => {
    const player = await start();
    const { tab } = player;
    await tab.waitForFunction(() => document.fonts.size === 3);
    const widths = await tab.evaluate(() => {
      const context = document.createElement("canvas").getContext("2d");
      context.textRendering = "geometricPrecision";
      const width = (font, text) => {
        context.font = font;
        return context.measureText(text).width.toFixed(1);
      };
      return [width('14px "Go Mono"', "aws ec2 stop-instances"), width("14px Roboto", "Snapshots, 71 GiB"), width("bold 14px Roboto", "Stop paying for idle")];
    });
    assert.deepEqual(widths, ["184.8", "113.3", "122.5"], "as wide as render/typeface has them");
    const face = (label) => player.field(label).then((field) => field.evaluate((input) => getComputedStyle(input).fontFamily.split(",")[0]));
    assert.deepEqual([await face("Command"), await face("EBS lane")], ['"Go Mono"', "Roboto"]);
    await player.fill("EBS lane", "17.00");
    await player.fill("Command", "aws ec2 describe-volumes");
    await player.shoot("fields");
    await end(player);
  });

  test("a thing that cannot be used can be focused, and says why", async () => {
    const player = await start();
    const twin = await player.find("Let time run", "button");
    assert.equal(await twin.getAttribute("aria-disabled"), "true");
    await twin.focus();
    await player.tab.keyboard.press("Enter");
    await player.said("time waits for your prediction");
    await end(player);
  });

  test("the text view plays without the picture", async () => {
    const player = await start("", {}, "&text=1");
    const { tab } = player;
    assert.ok(await tab.locator("#mirror").isVisible());
    assert.ok(!(await tab.locator("canvas").isVisible()));
    await tab.locator("#mirror input").fill("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web");
    await tab.keyboard.press("Enter");
    await tab.getByRole("button", { name: /Instance web/ }).first().click();
    await player.sees("Inspector", "t3.micro");
    await shoot(tab, "text");
    await tab.getByRole("button", { name: "Picture" }).click();
    assert.ok(await tab.locator("canvas").isVisible());
    await end(player);
  });

  test("the address follows the lesson, and back goes back", async () => {
    const player = await start("");
    await player.click("The disk is in the wrong zone", "button");
    await player.sees("World", "Instance app-a");
    assert.match(player.tab.url(), /#l=move-volume-az$/);
    await player.tab.goBack();
    await player.tab.locator("#mirror", { hasText: "app-a" }).waitFor({ state: "detached" });
    await end(player);
  });

  test("theme, text size and narrow windows", async () => {
    for (const [name, options, rest] of [
      ["light", { colorScheme: "light" }, ""], ["contrast", {}, "&theme=contrast"], ["large", {}, "&scale=1.5"],
      ["medium", { viewport: { width: 1000, height: 700 } }, ""], ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true }, ""],
    ]) {
      const player = await start("move-volume-az", options, rest);
      await player.shoot(`look-${name}`);
      const expected = { light: "light", contrast: "contrast" }[name] ?? "dark";
      assert.equal(await player.tab.locator("html").getAttribute("data-theme"), expected);
      await end(player);
    }
  });

  test("the story can be read while the program is on its way", async () => {
    const tab = await here.tab();
    let arrive;
    const gate = new Promise((resolve) => (arrive = resolve));
    await tab.route("**/*.wasm", async (route) => {
      await gate;
      await route.continue();
    });
    await tab.goto(`${here.address.origin}/#l=${LESSON}`);
    await tab.getByRole("heading", { name: "Four hours a day" }).waitFor();
    assert.ok(await tab.getByText("A design studio needs one server").isVisible());
    assert.ok(await tab.locator("#progress").isVisible());
    await shoot(tab, "loading");
    arrive();
    await tab.waitForSelector("#mirror:not([hidden])", { state: "attached" });
    assert.equal(await tab.locator("#progress").evaluate((bar) => bar.value / bar.max), 1, "all bytes were counted");
    await tab.context().close();
  });

  test("a program that does not arrive is told", async () => {
    const tab = await here.tab();
    await tab.route("**/*.wasm", (route) => route.fulfill({ status: 503 }));
    await tab.goto(here.address.origin);
    await tab.getByText("The server answered 503").waitFor();
    await tab.context().close();
  });

  test("a browser without WebAssembly is told, and one without scripts", async () => {
    let tab = await here.tab();
    await tab.addInitScript(() => delete globalThis.WebAssembly);
    await tab.goto(here.address.origin);
    await tab.getByText("This browser cannot run WebAssembly").waitFor();
    await tab.context().close();
    tab = await here.tab({ javaScriptEnabled: false });
    await tab.goto(here.address.origin);
    assert.match(await tab.locator("noscript p").innerText(), /scripts are switched off/);
    assert.ok(await tab.locator("noscript p").isVisible());
    await tab.context().close();
  });
});

describe("a browser that cannot draw", () => {
  const here = scene("--disable-3d-apis");

  test("shows the text view, which plays", async () => {
    const player = new Player(await here.tab(), here.address);
    await player.open(LESSON);
    assert.ok(await player.tab.locator("#mirror").isVisible());
    assert.ok(await player.tab.getByText("This browser cannot draw the picture").isVisible());
    assert.ok(!(await player.tab.locator("#view").isVisible()), "there is no picture to go to");
    await player.tab.getByRole("button", { name: "I don't know" }).click();
    await player.sees("Commands", "yard answer guess '?'");
    await player.tab.locator('input[data-field="command"]').fill("yard run 30d");
    await player.tab.keyboard.press("Enter");
    await player.sees("Bill", "$72.00");
    await shoot(player.tab, "without-webgl");
    assert.deepEqual(player.faults.list, []);
  });
});
