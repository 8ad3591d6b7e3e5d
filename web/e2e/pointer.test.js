// Mouse and fingers on the picture.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scene } from "./browser.js";
import { Player } from "./player.js";

const LESSON = "cost-ebs-vs-instance-store";
const LONG = 700; // milliseconds that a finger rests to ask for a menu, and some to spare

describe("the pointer", () => {
  const here = scene();
  const play = (title, lesson, options, steps) => test(title, async () => {
    const player = new Player(await here.tab(options), here.address);
    await player.open(lesson);
    await steps(player);
    assert.deepEqual(player.faults.list, []);
    await player.tab.context().close();
  });
  const pressed = async (player, name, selector) => (await player.find(name, selector)).getAttribute("aria-pressed");

  play("clicks between two frames all count", "", {}, async (player) => {
    const at = await player.middle(await player.find("Theme: dark", "button"));
    await player.tab.evaluate(([clientX, clientY]) => { // nothing else of the page runs until this has ended
      const canvas = document.querySelector("canvas");
      for (const kind of ["pointerdown", "pointerup", "pointerdown", "pointerup"]) {
        canvas.dispatchEvent(new PointerEvent(kind, { clientX, clientY, pointerId: 1, pointerType: "mouse", bubbles: true }));
      }
    }, at);
    await player.tab.waitForFunction(() => document.documentElement.dataset.theme === "contrast"); // the one after light
  });

  play("a press that is taken elsewhere does nothing, also outside of the window", LESSON, {}, async (player) => {
    const at = await player.middle(await player.find("I don't know", "button"));
    const { mouse } = player.tab;
    for (const end of [[400, 300], [-20, 400]]) {
      await mouse.move(...at);
      await mouse.down();
      await mouse.move(...end, { steps: 4 });
      await mouse.up();
    }
    await mouse.move(...at);
    await mouse.down({ button: "middle" });
    await mouse.up({ button: "middle" });
    await player.tab.waitForTimeout(300);
    assert.equal(await player.entries().count(), 0);
    await mouse.click(...at);
    await player.sees("Commands", "yard answer guess '?'");
  });

  play("the secondary button selects and opens the menu, and the browser's stays away", LESSON, {}, async (player) => {
    const at = await player.middle(await player.find("Instance web"));
    await player.tab.evaluate(() => {
      window.addEventListener("contextmenu", (event) => setTimeout(() => (window.stayed = event.defaultPrevented)), { capture: true });
    });
    await player.tab.mouse.click(...at, { button: "right" });
    await player.tab.waitForFunction(() => window.stayed === true);
    await player.sees("Inspector", "State: running");
    await player.sees("Menu", "Stop", "Terminate");
    assert.equal(await pressed(player, "Instance web"), "true");
  });

  play("the wheel scrolls, and with Ctrl it is the browser's", LESSON, { viewport: { width: 1300, height: 520 } }, async (player) => {
    const title = player.tab.locator('#mirror [data-id="lesson/title"]');
    const top = async () => Number((await title.getAttribute("data-rect")).split(",")[3]);
    const before = await top();
    await player.tab.mouse.move(100, 200);
    await player.tab.keyboard.down("Control");
    await player.tab.mouse.wheel(0, 40);
    await player.tab.keyboard.up("Control");
    await player.tab.waitForTimeout(300);
    assert.equal(await top(), before);
    await player.tab.mouse.wheel(0, 40);
    await player.tab.waitForFunction((height) => Number(document.querySelector('[data-id="lesson/title"]').dataset.rect.split(",")[3]) < height, before);
  });

  play("fingers tap, rest and scroll", LESSON, { viewport: { width: 390, height: 700 }, hasTouch: true }, async (player) => {
    const hand = await Hand.of(player.tab);
    const progress = async () => Number((await (await player.find("Four hours a day", "h2")).getAttribute("data-rect")).split(",")[3]);
    const high = await progress();
    await hand.stroke([[200, 400]], 0, -30);
    await player.tab.waitForTimeout(300);
    const after = await progress();
    assert.ok(after < high, `one finger scrolled from ${high} to ${after}`);
    await hand.stroke([[200, 300], [260, 300]], 0, 30);
    await player.tab.waitForTimeout(300);
    assert.ok((await progress()) > after, "two fingers scroll back");
    assert.equal(await player.entries().count(), 0, "and press nothing");

    await hand.tap(...(await player.middle(await player.find("World", '[role="tab"]'))));
    const web = await player.find("Instance web");
    const at = await player.middle(web);
    await hand.down([at]);
    await player.tab.waitForTimeout(LONG);
    await hand.up();
    await player.sees("Menu", "Stop", "Terminate");
    await player.shoot("phone-long-press");
    await hand.tap(...(await player.middle(await player.find("Reboot", '[role="menuitem"]'))));
    await player.tab.locator('#mirror [data-panel="Menu"]').waitFor({ state: "detached" });
    await hand.tap(...(await player.middle(await player.find("Do", '[role="tab"]'))));
    await player.sees("Commands", "aws ec2 reboot-instances --instance-ids @web");
  });
});

// A Hand touches the screen: its fingers go down, move and are lifted together.
class Hand {
  constructor(session) {
    this.session = session;
  }

  static async of(tab) {
    return new Hand(await tab.context().newCDPSession(tab));
  }

  #send(type, points) {
    return this.session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  }

  down(points) {
    return this.#send("touchStart", points);
  }

  up() {
    return this.#send("touchEnd", []);
  }

  async tap(x, y) {
    await this.down([[x, y]]);
    await this.up();
  }

  // stroke moves fingers so far, in three steps.
  async stroke(points, dx, dy) {
    await this.down(points);
    for (const step of [1, 2, 3]) await this.#send("touchMove", points.map(([x, y]) => [x + (step * dx) / 3, y + (step * dy) / 3]));
    await this.up();
  }
}
