// The mirror: every node of the picture once more as an element, in reading order, for screen readers and as the text
// view. A frame changes only the elements whose nodes changed, so that focus and reading place stay.

import { Twin, groupOf } from "./twin.js";

// The panels in reading order. One that is not listed comes last.
const PANELS = ["Bar", "Lesson", "World", "Inspector", "Bill", "Time", "Commands"];

// COMMAND is the name of the command line among the text fields.
export const COMMAND = "command";

export class Mirror {
  #main;
  #app;
  #sections = new Map();
  #twins = new Map();
  #groups = new Map();
  #focus = ""; // where the program had the focus when it last knew all
  #told = ""; // where it was told that the focus is

  constructor(main, app) {
    this.#main = main;
    this.#app = app;
    main.addEventListener("click", (event) => this.#clicked(event));
    main.addEventListener("focusin", (event) => this.#focused(event.target));
    main.addEventListener("focusout", (event) => event.relatedTarget ?? this.#tellFocus(""));
    main.addEventListener("input", (event) => this.#typed(event.target));
  }

  // update brings the mirror to a frame.
  update(frame) {
    const held = this.#hold();
    const panels = byPanel(frame.nodes);
    arrange(this.#main, panels.map(([panel, nodes]) => this.#section(panel, nodes)));
    this.#forget(frame.nodes);
    this.#restore(held);
    if (this.#app.knows(frame)) this.#follow(frame);
  }

  // follow takes over what the program did with text fields and the focus by itself.
  #follow(frame) {
    for (const { id, field, value = "" } of frame.nodes) {
      const { element } = this.#twins.get(id) ?? {};
      if (field && element.value !== value) element.value = value;
    }
    if (frame.focus && frame.focus !== this.#focus) this.focus(frame.focus);
    this.#focus = this.#told = frame.focus;
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
    let group = null;
    for (const node of nodes) {
      if (node.role === "region") {
        section.setAttribute("aria-label", node.name);
        section.dataset.rect = node.rect.join(",");
        continue;
      }
      const twin = this.#twin(node);
      const kind = groupOf(node);
      if (kind && group?.kind === kind) {
        group.children.push(twin.outer);
        continue;
      }
      group = kind ? { kind, children: [twin.outer] } : null;
      children.push(group ?? twin.outer);
    }
    arrange(section, this.#filled(panel, children));
    return section;
  }

  // filled replaces each group by its element. Groups keep their elements by their number in the panel.
  #filled(panel, children) {
    let count = 0;
    return children.map((child) => {
      if (child instanceof Element) return child;
      const key = `${panel}/${child.kind}/${count++}`;
      if (!this.#groups.has(key)) {
        const element = document.createElement(child.kind === "list" ? "ul" : "div");
        element.setAttribute("role", child.kind);
        this.#groups.set(key, element);
      }
      arrange(this.#groups.get(key), child.children);
      return this.#groups.get(key);
    });
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

  // restore puts the focus back, or, where its element is gone, on the heading of the panel.
  #restore(held) {
    if (!held || document.activeElement === held.element) return;
    const target = held.element.isConnected ? held.element : held.section?.querySelector("h1, h2, h3, h4, h5, h6");
    if (target && target !== held.element) target.tabIndex = -1;
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
    const node = this.node(element);
    if (node) this.#tellFocus(node.id);
  }

  #tellFocus(id) {
    if (id !== this.#told) this.#app.set("focus", id);
    this.#told = id;
  }

  #typed(field) {
    if (this.node(field)?.field) this.tellValue(field);
  }
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

// arrange makes elements the children of their parent, in order. It moves as few as it can: a moved element loses focus.
function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}
