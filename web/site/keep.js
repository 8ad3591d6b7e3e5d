// What the learner set, and what was earned in lessons, is kept in the browser from one visit to the next. Some browsers
// allow a page to keep nothing: then everything works, and lasts until the page is closed.

const PREFIX = "blockyard/";

// keeps reports whether the browser keeps anything.
export function keeps() {
  try {
    localStorage.setItem(`${PREFIX}keeps`, "true");
    return localStorage.getItem(`${PREFIX}keeps`) === "true";
  } catch {
    return false;
  }
}

// keep keeps the value of an option.
export function keep(option, value) {
  try {
    localStorage.setItem(PREFIX + option, value);
  } catch {
    // The program has been told that nothing is kept, or the store is full: what was kept before stays.
  }
}

// kept returns what was kept, option by option.
export function kept() {
  if (!keeps()) return {};
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && name !== `${PREFIX}keeps`);
  return Object.fromEntries(names.map((name) => [name.slice(PREFIX.length), localStorage.getItem(name)]));
}
