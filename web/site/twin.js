// A twin is the element that stands for a node of the picture: it has its name, role and state. Here are the kinds of
// twins, by role; mirror.js puts them in their places.

// set sets an attribute, or takes it away where the value is null. It touches the page only where something changes.
function set(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const flag = (on) => (on ? "true" : null);

// button is a twin that is activated; state is the attribute that says that it is chosen, and plain whether it says
// that it is not.
function button(state, plain) {
  return {
    tag: "button",
    update(element, node) {
      element.type = "button";
      write(element, node.name);
      set(element, state, node.chosen ? "true" : plain);
      set(element, "aria-disabled", flag(node.off));
    },
  };
}

const text = {
  tag: "p",
  update: (element, node) => write(element, [node.name, node.value].filter(Boolean).join(" ")),
};

// log holds its entries; the browser reads new ones out.
const log = {
  tag: "div",
  update(element, node) {
    set(element, "aria-label", node.name);
    set(element, "tabindex", 0);
  },
};

const field = {
  tag: "input",
  update(element, node) {
    if (node.lines) element.rows = node.lines;
    else element.type = "text";
    element.className = "field";
    element.dataset.field = node.field;
    element.placeholder = document.body.classList.contains("text") && node.field === "command" ? "type a command" : "";
    element.autocomplete = "off";
    element.spellcheck = false;
    set(element, "autocapitalize", "off");
    set(element, "aria-label", node.name);
    element.readOnly = Boolean(node.off);
    set(element, "aria-disabled", flag(node.off));
    const [x, y, width, height] = node.rect;
    element.classList.toggle("away", width <= 0 || height <= 0);
    Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  },
};

// measure is a twin that has a value which words tell.
const measure = {
  tag: "div",
  update(element, node) {
    set(element, "aria-label", node.name);
    set(element, "aria-valuetext", node.value ?? "");
    if (node.role === "slider") {
      set(element, "tabindex", 0);
      set(element, "aria-valuenow", Math.round(100 * (node.share ?? 0)));
    }
    write(element, `${node.name} ${node.value ?? ""}`);
  },
};

// option is one of a list that the keyboard walks from elsewhere, and then no stop of Tab; in a form it is walked itself.
const option = {
  ...button("aria-selected", "false"),
  role: "option",
  group: "listbox",
  update(element, node) {
    button("aria-selected", "false").update(element, node);
    element.id = `at:${encodeURIComponent(node.id)}`;
    element.tabIndex = node.id.startsWith("form/") ? 0 : -1;
  },
};

const checkbox = {
  ...button("aria-checked", "false"),
  role: "checkbox",
  update(element, node) {
    button("aria-checked", "false").update(element, node);
    if (node.value === "mixed") set(element, "aria-checked", "mixed");
  },
};

// column is the head of a column, which sorts by it where it can be activated.
const column = {
  tag: "button",
  outer: "th",
  update(element, node) {
    element.type = "button";
    write(element, node.name);
    set(element.parentElement, "scope", "col");
    set(element.parentElement, "aria-sort", node.value ?? (node.action ? "none" : null));
  },
};

// row is a row of a table. What is in its cells is put there by the twin, and the cells by the table.
const row = {
  tag: "tr",
  update(element, node) {
    set(element, "aria-selected", node.action ? String(Boolean(node.chosen)) : null);
    const [, at] = /^(\d+) of/.exec(node.value ?? "") ?? [];
    set(element, "aria-rowindex", at ?? null);
  },
};

// kinds maps each role to how its twin is made. group is what twins of the role that follow one another lie in, and
// role what the element has to say of itself where its tag does not.
const kinds = {
  heading: { tag: "h2", update: (element, node) => write(element, node.name) },
  text,
  status: text,
  button: button("aria-pressed", null),
  tab: { ...button("aria-selected", "false"), role: "tab", group: "tablist" },
  radio: { ...button("aria-checked", "false"), role: "radio", group: "radiogroup" },
  listitem: { ...button("aria-pressed", "false"), group: "list" },
  option,
  menuitem: { ...button("aria-current", null), role: "menuitem", group: "menu" },
  checkbox,
  columnheader: column,
  row,
  textbox: field,
  log: { ...log, role: "log" },
  progressbar: { ...measure, role: "progressbar" },
  slider: { ...measure, role: "slider" },
};

// groupOf returns what twins of a node's role lie in together, or undefined.
export function groupOf(node) {
  return kindOf(node).group;
}

function kindOf(node) {
  const kind = kinds[node.role];
  if (!kind) throw new Error(`mirror: no twin for the role ${node.role}`);
  // What can only be read is no button.
  if (node.role === "columnheader" && !node.action) return { ...column, tag: "span" };
  return node.role === "listitem" && !node.action && !node.off ? { ...text, group: "list" } : kind;
}

function tagOf(node) {
  if (node.lines) return "textarea";
  return node.role === "heading" ? `h${Math.min(Math.max(node.level ?? 2, 1), 6)}` : kindOf(node).tag;
}

// A Twin holds a node's element and, around it, what describes it.
export class Twin {
  constructor(node) {
    this.id = node.id;
    this.tag = tagOf(node);
    this.element = document.createElement(this.tag);
    this.element.dataset.id = node.id;
    if (kindOf(node).role) this.element.setAttribute("role", kindOf(node).role);
    this.help = document.createElement("small");
    this.help.id = `help:${encodeURIComponent(node.id)}`;
    this.outer = document.createElement(kindOf(node).outer ?? (groupOf(node) === "list" ? "li" : "div"));
    this.outer.className = "twin";
    if (this.tag === "tr") this.#begin();
    if (groupOf(node) && groupOf(node) !== "list") this.outer.setAttribute("role", "presentation");
    if (this.outer !== this.element) this.outer.append(this.element);
    this.more = null; // what else can be done with it
  }

  // begin makes what a row has: it is its own outer element, has cells, and a last one for what describes it.
  #begin() {
    this.outer = this.element;
    this.cells = [];
    this.rest = document.createElement("td");
  }

  // tell writes texts into the cells of a row; the first one is what the row is called by.
  #tell(texts) {
    while (this.cells.length > texts.length) this.cells.pop();
    texts.forEach((text, i) => {
      this.cells[i] ??= Object.assign(document.createElement(i === 0 ? "th" : "td"), i === 0 ? { scope: "row" } : {});
      write(this.cells[i], text);
    });
  }

  // fits reports whether the twin can stand for a node as that is now.
  fits(node) {
    return this.tag === tagOf(node);
  }

  update(node) {
    this.node = node;
    kindOf(node).update(this.element, node);
    set(this.element, "data-rect", node.rect.join(","));
    const help = [node.off, node.help].filter(Boolean).join(" ");
    write(this.help, help);
    if (this.cells) this.#tell(node.cells ?? [node.name]);
    if (help && !this.help.parentNode) (this.rest ?? this.outer).append(this.help);
    if (!help) this.help.remove();
    set(this.element, "aria-describedby", help && (node.action || node.off) ? this.help.id : null);
    this.#offer(node);
  }

  // speak sets how the twin is read out when it is new: "off", "assertive", or null for how what it lies in is.
  speak(how) {
    set(this.outer, "aria-live", how);
  }

  // offer shows the further actions of a node, folded away. The id of the second is "id#2". They are a stop of Tab in the
  // text view alone: the picture has them in menus, and would have no ring to paint round this one.
  #offer(node) {
    this.#fold(node, node.actions ?? []);
    if (this.more) this.more.firstChild.tabIndex = document.body.classList.contains("text") ? 0 : -1;
  }

  #fold(node, labels) {
    if ((this.more?.dataset.labels ?? "") === labels.join("\n")) return;
    this.more?.remove();
    this.more = null;
    if (labels.length === 0) return;
    this.more = document.createElement("details");
    this.more.dataset.labels = labels.join("\n");
    this.more.dataset.of = node.id;
    set(this.more, "aria-live", "off"); // also in a log
    this.more.append(Object.assign(document.createElement("summary"), { textContent: `Actions for ${node.name}` }));
    labels.forEach((label, i) => {
      const action = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      action.dataset.id = `${node.id}#${i + 1}`;
      this.more.append(action, " ");
    });
    (this.rest ?? this.outer).append(this.more);
  }
}
