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

// log shows lines; those that stay are left alone, so that only new ones are read out.
const log = {
  tag: "div",
  update(element, node) {
    set(element, "aria-label", node.name);
    set(element, "tabindex", 0);
    const lines = (node.value ?? "").split("\n");
    while (element.childElementCount > lines.length) element.lastElementChild.remove();
    lines.forEach((line, i) => write(element.children[i] ?? element.appendChild(document.createElement("div")), line));
  },
};

const field = {
  tag: "input",
  update(element, node) {
    element.type = "text";
    element.className = "field";
    element.dataset.field = node.field;
    element.placeholder = node.field === "command" ? "type a command, or click" : "";
    element.autocomplete = "off";
    element.spellcheck = false;
    set(element, "autocapitalize", "off");
    set(element, "aria-label", node.name);
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
    if (node.role === "slider") set(element, "tabindex", 0);
    write(element, `${node.name} ${node.value ?? ""}`);
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
  // A thing of the world that can only be read is no button.
  return node.role === "listitem" && !node.action && !node.off ? { ...text, group: "list" } : kind;
}

function tagOf(node) {
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
    this.outer = document.createElement(groupOf(node) === "list" ? "li" : "div");
    this.outer.className = "twin";
    if (groupOf(node) && groupOf(node) !== "list") this.outer.setAttribute("role", "presentation");
    this.outer.append(this.element);
    this.more = null; // what else can be done with it
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
    if (help && !this.help.parentNode) this.outer.append(this.help);
    if (!help) this.help.remove();
    set(this.element, "aria-describedby", help && (node.action || node.off) ? this.help.id : null);
    this.#offer(node);
  }

  // offer shows the further actions of a node, folded away. The id of the second is "id#2".
  #offer(node) {
    const labels = node.actions ?? [];
    if (this.more?.dataset.labels === labels.join("\n")) return;
    this.more?.remove();
    this.more = null;
    if (labels.length === 0) return;
    this.more = document.createElement("details");
    this.more.dataset.labels = labels.join("\n");
    this.more.append(Object.assign(document.createElement("summary"), { textContent: `Actions for ${node.name}` }));
    labels.forEach((label, i) => {
      const action = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      action.dataset.id = `${node.id}#${i + 1}`;
      this.more.append(action, " ");
    });
    this.outer.append(this.more);
  }
}
