import { Player } from "./player.js";

// A Visitor walks from list to list, as one does in the console.
export class Visitor extends Player {
  // list opens the list of a kind of thing.
  async list(title) {
    await this.click(title, '[data-panel="World"] [role="tab"]');
    await this.tab.locator(`#mirror [data-id="tab/World/${title}"][aria-selected="true"]`).waitFor({ state: "attached" });
  }

  // row returns the row with all of some texts.
  row(...texts) {
    const rows = this.tab.locator("#mirror table[role=grid] tbody tr[data-id]");
    return texts.reduce((found, text) => found.filter({ hasText: text }), rows).first();
  }

  // choose chooses the row of a list with all of some texts; its details are told below the list.
  async choose(...texts) {
    const row = this.row(...texts);
    await row.waitFor({ state: "attached" });
    await this.tab.mouse.click(...(await this.middle(row)));
    await this.row(...texts).and(this.tab.locator('[aria-selected="true"]')).waitFor({ state: "attached" });
  }

  // menuOf opens the menu of a row with the secondary button, and takes an item of it.
  async menuOf(name, item, picture) {
    await this.tab.mouse.click(...(await this.middle(this.row(name))), { button: "right" });
    await this.find(item, '[role="menuitem"]');
    await this.shoot(picture);
    await this.click(item, '[role="menuitem"]');
  }

  // choice takes an item of the menu of what the inspector shows.
  async choice(item) {
    await this.click("More actions", "button");
    await this.click(item, '[role="menuitem"]');
  }

  // detail returns what the details tell under a name.
  async detail(name) {
    const text = await this.tab.locator(`#mirror [data-id="detail/${name}"]`).textContent();
    return text.slice(name.length + 2);
  }

  // cells returns the texts of the first row that a selector means.
  async cells(selector) {
    const row = this.tab.locator(`#mirror tbody tr${selector}`).first();
    await row.waitFor({ state: "attached" });
    return row.locator("th, td").allTextContents().then((texts) => texts.filter((text) => text !== ""));
  }

  // hasColumns sees that there are columns of some names.
  async hasColumns(...names) {
    const column = this.tab.locator('#mirror th[scope="col"]');
    for (const name of names) await column.filter({ hasText: name }).first().waitFor({ state: "attached" });
  }

  // down turns the wheel over what is scrolled, "Details" or "World", until something in it is seen.
  async down(extent, selector) {
    const twin = this.tab.locator(`#mirror ${selector}`);
    for (let turns = 0; turns < 20; turns++) {
      const [, , , height] = (await twin.getAttribute("data-rect")).split(",").map(Number);
      if (height > 12) return;
      await this.tab.mouse.move(...(await this.middle(this.tab.locator(`#mirror [data-id="scroll/${extent}"]`))));
      await this.tab.mouse.wheel(0, 60);
      await this.tab.waitForTimeout(300);
    }
    throw new Error(`${selector} cannot be seen`);
  }

  // holds waits until a text field holds a text.
  async holds(label, text) {
    await this.tab.waitForFunction(([start, value]) => document.querySelector(`input[aria-label^="${start}"]`)?.value === value, [label, text]);
  }

  // replace writes a text into a field in the place of what it holds.
  async replace(label, text) {
    const field = await this.field(label);
    await this.tab.mouse.click(...(await this.middle(field)));
    await this.tab.keyboard.press("ControlOrMeta+A");
    await this.tab.keyboard.type(text);
  }

  // until goes on from event to event until a part of the mirror says something.
  until(panel, text) {
    return this.#until(this.tab.locator(`#mirror section[data-panel="${panel}"]`).filter({ hasText: text }), text);
  }

  // later goes on from event to event until the world says something.
  later(text) {
    return this.until("World", text);
  }

  // arrives goes on from event to event until the list has a row with all of some texts.
  arrives(...texts) {
    return this.#until(this.row(...texts), texts);
  }

  async #until(there, what) {
    for (let events = 0; events < 40; events++) {
      if (await there.waitFor({ state: "attached", timeout: 1500 }).then(() => true, () => false)) return;
      await this.click("Next event", "button");
    }
    throw new Error(`${what} is not seen, whatever happens`);
  }

  // travelBack drags the playhead to a part of the way from where the bar begins to where it stands.
  async travelBack(part) {
    const { mouse } = this.tab;
    const head = await this.find("", '[data-id="time/now"]');
    const [x, y] = await this.middle(head);
    const [left, , width] = (await this.tab.locator('#mirror [data-id="time/events"]').getAttribute("data-rect")).split(",").map(Number);
    const start = left + width;
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(start + (x - start) * part, y, { steps: 12 });
    await mouse.up();
  }
}
