// Tables: columns and rows of the picture that follow one another are one table of the page.

import { arrange } from "./arrange.js";

const PARTS = new Set(["columnheader", "row"]);

// isTabular reports whether a node belongs to a table: a column, a row, or the box that picks what comes next.
export function isTabular(node, next) {
  return PARTS.has(node.role) || (node.role === "checkbox" && PARTS.has(next?.role));
}

// tableFrom returns the group that a node of a table begins. Columns that come after rows begin another one.
export function tableFrom(node, twin) {
  let rows = node.role === "row";
  return {
    kind: "table",
    twins: [twin],
    takes(next, after) {
      const head = next.role === "columnheader" || (next.role === "checkbox" && after?.role === "columnheader");
      if (!isTabular(next, after) || (head && rows)) return false;
      rows ||= next.role === "row";
      return true;
    },
  };
}

// A Table is the element of a table. What is in it is a grid where its rows can be selected: one of them is a stop of
// Tab, and the arrows go on from there.
export class Table {
  element = document.createElement("table");
  #head = this.element.createTHead().insertRow();
  #body = this.element.createTBody();
  #boxes = new WeakMap(); // the cell around each box
  #usable = []; // the rows that can be selected

  constructor() {
    this.element.addEventListener("focusin", ({ target }) => {
      if (target.tagName === "TR") this.#stopAt(target);
    });
  }

  // fill puts twins of columns, rows and boxes in their places.
  fill(twins) {
    const heads = [];
    const rows = [];
    let box = [];
    for (const twin of twins) {
      if (twin.node.role === "checkbox") {
        box = [this.#boxed(twin, rows.length + heads.length > 0)];
        continue;
      }
      if (twin.node.role === "columnheader") heads.push(...box, twin.outer);
      else rows.push(this.#row(twin, box));
      box = [];
    }
    arrange(this.#head, heads);
    arrange(this.#body, rows.map(({ element }) => element));
    this.#select(rows);
  }

  // boxed returns the cell around a box. Only that of the head is a stop of Tab: in a row the space bar does the same.
  #boxed(twin, inRow) {
    if (!this.#boxes.has(twin)) {
      const cell = document.createElement("td");
      cell.append(twin.outer);
      this.#boxes.set(twin, cell);
    }
    twin.element.tabIndex = inRow ? -1 : 0;
    return this.#boxes.get(twin);
  }

  #row(twin, box) {
    arrange(twin.element, [...box, ...twin.cells, ...(twin.rest.hasChildNodes() ? [twin.rest] : [])]);
    return twin;
  }

  // select tells who listens which rows are selected, and makes one of those that can be a stop of Tab.
  #select(rows) {
    const usable = rows.filter(({ node }) => node.action);
    this.#usable = usable.map(({ element }) => element);
    if (usable.length === 0) return;
    this.element.setAttribute("role", "grid");
    this.element.setAttribute("aria-multiselectable", "true");
    const [, count] = /of (\d+)$/.exec(usable[0].node.value ?? "") ?? [];
    if (count) this.element.setAttribute("aria-rowcount", count);
    const stop = usable.find(({ element }) => element === document.activeElement) ?? usable.find(({ node }) => node.chosen) ?? usable[0];
    this.#stopAt(stop.element);
  }

  // stopAt makes one row the stop of Tab.
  #stopAt(row) {
    for (const element of this.#usable) element.tabIndex = element === row ? 0 : -1;
  }
}
