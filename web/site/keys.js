// The keyboard is the page's: it passes keys on to the program, and keeps those that the browser needs. Tab walks the
// page, except where the command line shows how it could go on.

import { COMMAND, SEARCH } from "./mirror.js";

// PAINTED are the keys that mean something in the picture and would scroll or search the page.
const PAINTED = new Set([" ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "/", "F6"]);
// LEAVING are the keys that leave a text field.
const LEAVING = new Set(["Escape", "F6"]);
// WALKING are the keys that do something in the picture while a text field has the focus: they bring back earlier
// commands, or go through what was found, and to it.
const WALKING = { [COMMAND]: new Set(["ArrowUp", "ArrowDown"]), [SEARCH]: new Set(["ArrowUp", "ArrowDown", "Enter"]) };
// READING are the keys that scroll the text view.
const READING = new Set([" ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"]);

// listen connects the keyboard with the program.
export function listen(app, mirror) {
  document.addEventListener("keydown", (event) => {
    if (!event.isComposing) pressed(event, app, mirror);
  });
}

function pressed(event, app, mirror) {
  const { target, key } = event;
  const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? mirror.node(target)?.field : undefined;
  const shortcut = event.ctrlKey || event.metaKey;
  if (field === COMMAND && key === "Tab" && !event.shiftKey && !shortcut && !event.altKey && mirror.accept(target)) {
    event.preventDefault();
    return;
  }
  if (key === "Tab") app.key(key, event.code, event.shiftKey, shortcut, event.altKey, false);
  if (key === "Tab" || key === "Unidentified") return;
  if (field === COMMAND && key === "Enter") {
    event.preventDefault();
    submit(target, app, mirror);
    return;
  }
  if (field && !LEAVING.has(key) && !WALKING[field]?.has(key) && !searches(event)) return;
  if (!field && clicks(target) && (key === "Enter" || key === " ")) return;
  if (!field && document.body.classList.contains("text") && READING.has(key) && !walks(target)) return;
  if (field || PAINTED.has(key) || searches(event) || key === "ContextMenu" || (key === "F10" && event.shiftKey)) event.preventDefault();
  app.key(key, event.code, event.shiftKey, shortcut, event.altKey, field !== undefined);
}

// walks reports whether arrows go from an element to the next, or move it: from the rows of a table, the items of a menu,
// and the playhead.
function walks(element) {
  return element.tagName === "TR" || ["menuitem", "slider"].includes(element.getAttribute("role"));
}

// searches reports whether a key opens the search: Ctrl+K, which would go to the browser's own.
function searches({ key, ctrlKey, metaKey }) {
  return (ctrlKey || metaKey) && key.toLowerCase() === "k";
}

// clicks reports whether the browser turns Enter and the space bar into a click on an element.
function clicks(element) {
  return element instanceof HTMLButtonElement || element.tagName === "SUMMARY";
}

// submit runs what the command line holds.
function submit(element, app, mirror) {
  const line = element.value;
  element.value = "";
  mirror.tellValue(element);
  app.submit(line);
}
