// A Player uses Blockyard as a learner does: the pointer clicks the picture where the mirror says that things are, and the
// keyboard types. What the player reads, it reads in the mirror.

import { Faults, shoot } from "./browser.js";

const WORLD = '[data-panel="World"] ';

export class Player {
  constructor(tab, address) {
    this.tab = tab;
    this.address = address;
    this.faults = new Faults(tab, address);
  }

  // open goes to a lesson, "" for the sandbox, and waits until the program runs.
  async open(lesson, options = "") {
    await this.tab.goto(`${this.address.origin}/#l=${lesson}${options}`);
    await this.tab.waitForSelector("#mirror:not([hidden])", { state: "attached" });
  }

  // find returns the twin with a name, or part of one, of what is in the picture, and fails after a while where there is none.
  async find(name, selector = "") {
    const twin = this.tab.locator(`#mirror ${selector}[data-id][data-rect]`).filter({ hasText: name }).first();
    await twin.waitFor({ state: "attached" });
    return twin;
  }

  // field returns the text field with a label.
  async field(label) {
    const field = this.tab.locator(`#mirror :is(input, textarea)[aria-label^="${label}"]`);
    await field.waitFor({ state: "attached" });
    return field;
  }

  // middle returns the middle of what a twin stands for in the picture, and turns the wheel until it is seen.
  async middle(twin) {
    for (let turns = 0; turns < 20; turns++) {
      const [x, y, width, height] = await rectangle(twin);
      if (width > 0 && height > 12) return [x + width / 2, y + height / 2];
      const [left, top, wide, high] = await rectangle(twin.locator("xpath=ancestor::section"));
      await this.tab.mouse.move(left + wide / 2, top + high / 2);
      await this.tab.mouse.wheel(0, high / 3);
      await this.tab.waitForTimeout(300);
    }
    throw new Error(`${await twin.getAttribute("data-id")} cannot be seen`);
  }

  // click clicks the picture where the thing with a name is painted.
  async click(name, selector) {
    const twin = await this.find(name, selector);
    const point = await this.middle(twin);
    const target = await this.tab.evaluate(([x, y]) => document.elementFromPoint(x, y).tagName, point);
    if (target !== "CANVAS") throw new Error(`a ${target} lies over ${name}`);
    await this.tab.mouse.click(...point);
  }

  // menu opens the menu of what has a name in the world, by the secondary button, and chooses an item of it.
  async menu(name, item) {
    await this.tab.mouse.click(...(await this.middle(await this.find(name, WORLD))), { button: "right" });
    await this.click(item, '[role="menuitem"]');
  }

  // drag takes what has a name in the world to where something else is painted, as a hand does, and lets go once during has been looked at.
  async drag(name, onto, during = async () => {}) {
    const { mouse } = this.tab;
    const [from, to] = [await this.middle(await this.find(name, WORLD)), await this.middle(await this.find(onto, WORLD))];
    await mouse.move(...from);
    await mouse.down();
    await mouse.move(...to, { steps: 8 });
    await this.tab.locator('#mirror [data-id="drag"]').waitFor({ state: "attached" });
    await during();
    await mouse.up();
  }

  // fill clicks a text field, as it lies over the picture, and types into it.
  async fill(label, text) {
    const field = await this.field(label);
    await this.tab.mouse.click(...(await this.middle(field)));
    await this.tab.keyboard.type(text);
  }

  // entries returns the entries of the log.
  entries() {
    return this.tab.locator('#mirror [role="log"] > :not([aria-live="off"]) > p');
  }

  // run types a command and waits for its answer, which it returns.
  async run(command) {
    const log = this.entries();
    const before = await log.count();
    await this.fill("Command", command);
    await this.tab.keyboard.press("Enter");
    const entry = log.nth(before);
    await entry.waitFor({ state: "attached" });
    const [written, answer] = await entry.evaluate((element) => [element.textContent, element.parentElement.textContent]);
    if (!written.startsWith(command)) throw new Error(`${command} was logged as ${written}`);
    return answer.slice(command.length);
  }

  // journal returns the session as a journal. The program is asked for it directly: nothing is clicked, and no key pressed.
  async journal() {
    const log = this.entries();
    const before = await log.count();
    await this.tab.evaluate(() => page.app.submit("yard journal"));
    return log.nth(before).evaluate((element) => `${element.parentElement.querySelector("small").textContent}\n`);
  }

  // sees waits until a part of the mirror holds all of some texts.
  async sees(panel, ...texts) {
    const section = this.tab.locator(`#mirror section[data-panel="${panel}"]`);
    for (const text of texts) {
      await section.filter({ hasText: text }).waitFor({ state: "attached" }).catch(async () => {
        throw new Error(`${panel} does not say ${text}, but:\n${(await section.allInnerTexts()).join("") || "nothing: it is not there"}`);
      });
    }
  }

  // chooses waits until an option is chosen.
  async chooses(option) {
    await this.tab.locator('#mirror [role="radio"][aria-checked="true"]').filter({ hasText: option }).waitFor({ state: "attached" });
  }

  // said waits until a screen reader has been given some text to say: by the status line, or by the log.
  async said(text) {
    await this.tab.locator("#say, #urgent, [role=log] > .twin").filter({ hasText: text }).first().waitFor({ state: "attached" });
  }

  // focused returns the id of the node that has the browser's focus, or what else has it.
  focused() {
    return this.tab.evaluate(() => document.activeElement.dataset.id ?? document.activeElement.tagName);
  }

  // shoot takes a picture, after what moves has come to rest.
  async shoot(name) {
    await this.tab.mouse.move(5, 5);
    await this.snap(name);
  }

  // snap takes a picture as well, and leaves the pointer where it is.
  async snap(name) {
    await this.tab.waitForTimeout(300);
    await shoot(this.tab, name);
  }
}

// rectangle returns where in the picture a twin's thing is: x, y, width and height.
async function rectangle(twin) {
  return (await twin.getAttribute("data-rect")).split(",").map(Number);
}
