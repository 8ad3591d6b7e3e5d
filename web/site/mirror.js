// The mirror: every node of the picture once more as an element, in reading order, for screen readers and as the text
// view. A frame changes only the elements whose nodes changed, so that focus and reading place stay.

import { arrange } from "./arrange.js";
import { Table, isTabular, tableFrom } from "./table.js";
import { Twin, groupOf } from "./twin.js";

// The panels in reading order. One that is not listed comes last.
const PANELS = ["Bar", "Lesson", "World", "Inspector", "Bill", "Time", "Commands"];

// COMMAND is the name of the command line among the text fields.
export const COMMAND = "command";
// SEARCH is the name of the one that is searched with.
export const SEARCH = "search/text";
// LISTED says in which panel the options are that the keyboard walks from a text field.
const LISTED = { [COMMAND]: "Commands", [SEARCH]: "Search" };

export class Mirror {
  #main;
  #app;
  #sections = new Map();
  #twins = new Map();
  #groups = new Map();
  #told = ""; // where the program was told that the focus is, or said so itself
  #answered = false; // this frame brought an answer that the log reads out
  #moving = false; // twins are put in their places: the focus of one that goes is lost, and the frame says where it is now

  constructor(main, app) {
    this.#main = main;
    this.#app = app;
    main.addEventListener("click", (event) => this.#clicked(event));
    main.addEventListener("focusin", (event) => this.#focused(event.target));
    main.addEventListener("focusout", (event) => this.#moving || event.relatedTarget || this.#tellFocus(""));
    main.addEventListener("input", (event) => this.#typed(event.target));
  }

  // update brings the mirror to a frame. It reports whether that made the log read an answer out.
  update(frame) {
    this.#answered = false;
    const held = this.#hold();
    const panels = byPanel(frame.nodes);
    this.#moving = true;
    arrange(this.#main, panels.map(([panel, nodes]) => this.#section(panel, nodes)));
    this.#moving = false;
    this.#forget(frame.nodes);
    this.#connect(frame.nodes);
    this.#restore(held, frame);
    if (this.#app.knows(frame)) this.#follow(frame);
    return this.#answered;
  }

  // follow takes over what the program did with text fields and the focus by itself.
  #follow(frame) {
    for (const { id, field, value = "" } of frame.nodes) {
      const { element } = this.#twins.get(id) ?? {};
      if (field && element.value !== value) element.value = value;
    }
    const told = this.#told;
    this.#told = frame.focus;
    if (frame.focus === told) return;
    if (frame.focus) this.focus(frame.focus);
    else if (this.#main.contains(document.activeElement)) document.activeElement.blur();
  }

  // focus moves the browser's focus to a node's twin, also to one that is only read.
  focus(id) {
    const element = this.#twins.get(id)?.element;
    if (!element) return;
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({ preventScroll: !document.body.classList.contains("text") });
  }

  // node returns the node whose twin an element is, or undefined.
  node(element) {
    return this.#twins.get(element?.dataset?.id)?.node;
  }

  // accept has the command line go on as it shows that it could, and reports whether it shows that.
  accept(element) {
    const taken = this.#app.accept();
    if (taken) {
      element.value = taken.line;
      element.setSelectionRange(taken.caret, taken.caret);
      element.scrollLeft = element.scrollWidth;
    }
    return taken !== null;
  }

  // connect tells who listens which completion of the command line is marked, and which thing that was found.
  #connect(nodes) {
    for (const { id, field } of nodes) {
      if (field in LISTED) this.#mark(this.#twins.get(id).element, nodes, LISTED[field]);
    }
  }

  #mark(line, nodes, list) {
    const marked = nodes.find(({ panel, role, chosen }) => panel === list && role === "option" && chosen);
    line.setAttribute("role", "combobox");
    line.setAttribute("aria-autocomplete", "list");
    line.setAttribute("aria-expanded", String(marked !== undefined));
    if (marked) line.setAttribute("aria-activedescendant", this.#twins.get(marked.id).element.id);
    else line.removeAttribute("aria-activedescendant");
  }

  // tellValue passes on what a text field holds: the command line, or a field of a prediction.
  tellValue(element) {
    const { field } = this.node(element);
    const { value } = element;
    if (field === COMMAND) this.#app.input(value, bytes(value.slice(0, element.selectionStart ?? value.length)));
    else this.#app.set(field, value);
  }

  #section(panel, nodes) {
    let section = this.#sections.get(panel);
    if (!section) {
      section = document.createElement("section");
      section.setAttribute("aria-label", panel);
      section.dataset.panel = panel;
      this.#sections.set(panel, section);
    }
    const children = [];
    let group = null; // what the twins before the next one lie in
    for (const [i, node] of nodes.entries()) {
      if (node.role === "region") {
        section.setAttribute("aria-label", node.name);
        section.dataset.rect = node.rect.join(",");
        continue;
      }
      const known = this.#twins.has(node.id);
      const twin = this.#twin(node);
      if (group?.takes(node, nodes[i + 1])) {
        (group.twins ?? group.children).push(group.twins ? twin : twin.outer);
        if (group.adopt?.(node, twin, known)) this.#answered = true;
        continue;
      }
      group = isTabular(node, nodes[i + 1]) ? tableFrom(node, twin) : groupFrom(node, twin, known);
      children.push(group ?? twin.outer);
    }
    arrange(section, this.#filled(panel, children));
    return section;
  }

  // filled replaces each group by its element. Groups without one of their own keep theirs by their number in the panel.
  #filled(panel, children) {
    let count = 0;
    return children.map((child) => {
      if (child instanceof Element) return child;
      if (child.twins) return this.#table(`${panel}/table/${count++}`, child.twins);
      const element = child.element ?? this.#group(`${panel}/${child.kind}/${count++}`, child.kind);
      arrange(element, child.children);
      return child.outer ?? element;
    });
  }

  #table(key, twins) {
    if (!this.#groups.has(key)) this.#groups.set(key, new Table());
    this.#groups.get(key).fill(twins);
    return this.#groups.get(key).element;
  }

  #group(key, kind) {
    if (!this.#groups.has(key)) {
      const element = document.createElement(kind === "list" ? "ul" : "div");
      element.setAttribute("role", kind);
      this.#groups.set(key, element);
    }
    return this.#groups.get(key);
  }

  #twin(node) {
    let twin = this.#twins.get(node.id);
    if (!twin?.fits(node)) {
      twin = new Twin(node);
      this.#twins.set(node.id, twin);
    }
    twin.update(node);
    return twin;
  }

  // forget drops the twins of nodes that are no more.
  #forget(nodes) {
    const present = new Set(nodes.map((node) => node.id));
    for (const id of this.#twins.keys()) if (!present.has(id)) this.#twins.delete(id);
  }

  // hold notes where the focus is before things move.
  #hold() {
    const element = document.activeElement;
    return this.#main.contains(element) ? { element, section: element.closest("section") } : null;
  }

  // restore puts the focus back: on the element that had it, or on the one that now stands for the same thing, or, where
  // that is gone and the program has no other place for the focus, on what leads on in the panel, or on its heading.
  #restore(held, { focus, lead }) {
    if (!held || document.activeElement === held.element) return;
    const same = held.element.isConnected ? held.element : this.#twins.get(held.element.dataset.id)?.element;
    if (!same && focus) return; // follow goes there
    const on = this.#twins.get(lead)?.element;
    const target = same ?? (on && held.section?.contains(on) ? on : held.section?.querySelector("h1, h2, h3, h4, h5, h6"));
    if (target && target !== same && target !== on) target.tabIndex = -1;
    target?.focus({ preventScroll: true });
  }

  #clicked(event) {
    const id = event.target.closest("[data-id]")?.dataset.id;
    const node = this.#twins.get(id)?.node;
    if (node?.role === "textbox") return; // it has the caret already
    if (!node || node.action || node.off) id && this.#app.activate(id);
  }

  // focused tells the program where to paint the ring.
  #focused(element) {
    const id = this.#belongs(element);
    if (id !== undefined) this.#tellFocus(id);
  }

  // belongs returns the id of the node that an element shows, or whose further actions it shows. Those of a text field
  // belong to none: who is there does not type into it.
  #belongs(element) {
    const owner = element.closest("details")?.dataset.of;
    if (!owner) return this.node(element)?.id;
    return this.#twins.get(owner)?.node.field ? "" : owner;
  }

  #tellFocus(id) {
    if (id !== this.#told) this.#app.set("focus", id);
    this.#told = id;
  }

  #typed(field) {
    if (this.node(field)?.field) this.tellValue(field);
  }
}

// groupFrom returns the group that a node begins, or null: what follows of its kind, or, after a log, what it holds.
function groupFrom(node, twin, known) {
  if (node.role === "log") return logGroup(node, twin, known);
  const kind = groupOf(node);
  return kind ? { kind, children: [twin.outer], takes: (next) => groupOf(next) === kind } : null;
}

// logGroup returns the group of a log: the nodes whose ids begin with its own. Those with a value, how a command ended, are
// its entries, which are read out, refusals at once; what else lies there is silent. adopt reports whether a node is news
// that is read out, which nothing is in a log that has only just come.
function logGroup(log, { element, outer }, old) {
  return {
    element, outer, children: [],
    takes: ({ id }) => id.startsWith(`${log.id}/`),
    adopt({ value }, twin, known) {
      twin.speak(value ? (value.startsWith("refused") ? "assertive" : null) : "off");
      return old && !known && Boolean(value);
    },
  };
}

function bytes(text) {
  return new TextEncoder().encode(text).length;
}

// byPanel returns pairs of a panel and its nodes, in reading order.
function byPanel(nodes) {
  const panels = new Map();
  for (const node of nodes) {
    if (!panels.has(node.panel)) panels.set(node.panel, []);
    panels.get(node.panel).push(node);
  }
  return [...panels].sort(([a], [b]) => rank(a) - rank(b));
}

function rank(panel) {
  const at = PANELS.indexOf(panel);
  return at < 0 ? PANELS.length : at;
}
