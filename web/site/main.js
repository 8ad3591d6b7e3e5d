// The page: shows what can be read at once, loads the program, and connects it with the mirror.

import { giveOut } from "./download.js";
import { borrow } from "./fonts.js";
import { keep, keeps, kept } from "./keep.js";
import { listen } from "./keys.js";
import { load } from "./load.js";
import { Mirror } from "./mirror.js";
import { watch } from "./pointer.js";
import { Program } from "./program.js";
import { Speech } from "./speech.js";

const PACE = 100; // milliseconds at least between two updates of the mirror

const part = (id) => document.getElementById(id);

// option returns what the address says after the #, or after the ?: l=LESSON, go=1, scale=1.5, theme=light, calm=1, text=1.
function option(name) {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? new URLSearchParams(location.search).get(name);
}

// lesson returns the id of the lesson to open, "" for the sandbox: the one in the address, or, where there is none on a first
// visit, the welcome. go=1 skips that.
function lesson() {
  return option("l") ?? (option("go") || "welcome" in kept() ? "" : "welcome");
}

function showStory() {
  const stories = [...document.querySelectorAll("article[data-lesson]")];
  const wanted = lesson();
  const chosen = stories.find((story) => story.dataset.lesson === wanted) ?? stories.at(-1);
  for (const story of stories) story.hidden = story !== chosen;
}

// trouble says what went wrong, in words that tell what would work.
function trouble(text) {
  part("opening").hidden = false;
  part("loading").hidden = true;
  part("trouble").textContent = text;
}

// inWords reports whether the page shows text in the place of the picture.
function inWords() {
  return document.body.classList.contains("text");
}

function showText(on) {
  document.body.classList.toggle("text", on);
  part("view").textContent = on ? "Picture" : "Text view";
}

// hasPicture reports whether the browser can draw the picture. It asks once: the browser may take a while to answer.
function hasPicture() {
  page.canDraw ??= canDraw();
  return page.canDraw;
}

function canDraw() {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext(); // browsers keep few of them
  return context !== null;
}

// painted waits until the browser has shown the page as it is. In a tab that nobody sees it never does.
function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

// theme is the one asked for in the address, else the one that was chosen before, else the one that the system prefers.
function theme(chosen) {
  if (option("theme")) return option("theme");
  if (option("calm")) return "light";
  if (chosen) return chosen;
  if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
  return matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

// adopt makes the canvas a thing of pixels: it cannot be focused, so that it traps neither Tab nor a screen reader.
function adopt(canvas) {
  canvas.removeAttribute("tabindex");
  canvas.setAttribute("aria-hidden", "true");
  canvas.focus = () => {};
}

// tellOptions tells the program what the address asks for, what was kept of earlier visits, and what the system prefers.
function tellOptions(app) {
  const { theme: chosen, scale, "reduced-motion": motion, text, ...rest } = kept();
  for (const [name, value] of Object.entries(rest)) {
    if (name === "letters" || name.startsWith("progress/")) app.set(name, value);
  }
  app.set("keeps", String(keeps()));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const tellMotion = () => app.set("reduced-motion", String(option("calm") !== null || (motion ? motion === "true" : still.matches)));
  const tellSize = () => app.resize(innerWidth, innerHeight, devicePixelRatio);
  still.addEventListener("change", tellMotion);
  addEventListener("resize", tellSize);
  tellMotion();
  tellSize();
  app.set("native", "true");
  app.set("theme", theme(chosen));
  if (option("scale")) app.set("scale", String(Math.round(Number(option("scale")) * 100)));
  else if (scale) app.set("scale", scale);
  if (text === "true" && hasPicture()) showText(true);
  app.set("text", String(inWords()));
}

// page is what the program calls; app, what it can be told (see main.go of blockyard-wasm).
const page = {
  // picture reports whether the program can draw.
  picture: hasPicture,

  lesson,

  // started is called once, when the program is ready.
  started(functions) {
    const app = new Program(functions);
    page.app = app;
    page.mirror = new Mirror(part("mirror"), app);
    page.speech = new Speech(part("say"), part("urgent"));
    const canvas = document.querySelector("canvas");
    adopt(canvas);
    watch(canvas, app);
    listen(app, page.mirror);
    for (const deed of ["keydown", "pointerdown"]) document.addEventListener(deed, () => page.speech.asked(), true);
    tellOptions(app);
    addEventListener("hashchange", () => app.set("lesson", lesson()));
    part("view").hidden = !hasPicture();
    part("view").addEventListener("click", () => {
      showText(!inWords());
      app.set("text", String(inWords()));
    });
  },

  // opened is called when a lesson was opened: the address names it from then on.
  opened(id) {
    if (id === lesson()) return;
    const rest = new URLSearchParams(location.hash.slice(1));
    rest.delete("l");
    if (id) rest.set("l", id);
    history.pushState(null, "", `#${rest}`);
  },

  // kept is called when the learner has set an option, or earned points.
  kept(name, value) {
    if (name === "text") showText(value === "true" || !hasPicture());
    keep(name, value);
  },

  // giveOut is called with a file that the learner wants to have.
  giveOut,

  // changed is called after each frame. The mirror follows at its own pace.
  changed() {
    page.timer ??= setTimeout(follow, Math.max(0, (page.next ?? 0) - performance.now()));
  },
};

// follow brings the page to the latest frame.
function follow() {
  page.timer = undefined;
  page.next = performance.now() + PACE;
  const frame = page.app.frame();
  document.documentElement.dataset.theme = frame.theme;
  document.documentElement.style.setProperty("--scale", frame.scale / 100);
  part("mirror").hidden = false; // what is hidden cannot be given the focus
  const answered = page.mirror.update(frame);
  page.speech.say(frame.say, answered);
  document.title = document.querySelector("#mirror h1")?.textContent.concat(" · Blockyard") ?? "Blockyard";
  part("opening").hidden = true;
  page.fonts ??= setTimeout(borrow, 0, page.app); // the picture comes first
}

async function start() {
  showStory();
  addEventListener("hashchange", showStory);
  if (typeof WebAssembly !== "object" || !WebAssembly.instantiateStreaming) {
    trouble("This browser cannot run WebAssembly, which Blockyard is made of. A browser of the last five years can; so can the terminal: blockyard shell.");
    return;
  }
  part("loading").hidden = false;
  globalThis.page = page;
  const go = new Go();
  const loading = load(part("progress"), go.importObject, (done, fraction) => {
    part("progress").value = fraction * part("progress").max;
    part("loaded").textContent = fraction < 1 ? done : "Starting…";
  });
  await Promise.race([painted(), loading]);
  part("undrawn").hidden = hasPicture();
  if (option("text") || !hasPicture()) showText(true);
  await go.run(await loading);
  throw new Error("The program has ended.");
}

start().catch((error) => trouble(`Blockyard could not go on: ${error.message} Reload the page to start again.`));
