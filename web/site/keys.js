// The keyboard is the page's: it passes keys on to the program, and keeps those that the browser needs. Tab always walks
// the page.

import { COMMAND } from "./mirror.js";

// PAINTED are the keys that mean something in the picture and would scroll or search the page.
const PAINTED = new Set([" ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "/", "F6"]);
// LEAVING are the keys that leave a text field, and RECALLING those that bring back earlier commands.
const LEAVING = new Set(["Escape", "F6"]);
const RECALLING = new Set(["ArrowUp", "ArrowDown"]);
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
  const field = target instanceof HTMLInputElement ? mirror.node(target)?.field : undefined;
  const shortcut = event.ctrlKey || event.metaKey;
  if (key === "Tab" || key === "Unidentified") return;
  if (field === COMMAND && key === "Enter") {
    event.preventDefault();
    submit(target, app, mirror);
    return;
  }
  if (field && !LEAVING.has(key) && !(field === COMMAND && RECALLING.has(key))) return;
  if (!field && clicks(target) && (key === "Enter" || key === " ")) return;
  if (!field && document.body.classList.contains("text") && READING.has(key)) return;
  if (field || PAINTED.has(key)) event.preventDefault();
  app.key(key, event.code, event.shiftKey, shortcut, event.altKey, field !== undefined);
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
