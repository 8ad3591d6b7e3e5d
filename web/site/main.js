// The page: shows what can be read at once, loads the program, and connects it with the mirror.

import { listen } from "./keys.js";
import { load } from "./load.js";
import { Mirror } from "./mirror.js";
import { holdReleases } from "./pointer.js";
import { Program } from "./program.js";
import { Speech } from "./speech.js";

const PACE = 100; // milliseconds at least between two updates of the mirror

const part = (id) => document.getElementById(id);

// option returns what the address says after the #: l=LESSON, scale=1.5, theme=light, calm=1, text=1.
function option(name) {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}

function showStory() {
  const stories = [...document.querySelectorAll("article[data-lesson]")];
  const wanted = option("l") ?? "";
  const chosen = stories.find((story) => story.dataset.lesson === wanted) ?? stories.at(-1);
  for (const story of stories) story.hidden = story !== chosen;
}

// trouble says what went wrong, in words that tell what would work.
function trouble(text) {
  part("opening").hidden = false;
  part("loading").hidden = true;
  part("trouble").textContent = text;
}

function showText(on) {
  document.body.classList.toggle("text", on);
  part("view").textContent = on ? "Picture" : "Text view";
}

// hasPicture reports whether the browser can draw the picture.
function hasPicture() {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext(); // browsers keep few of them
  return context !== null;
}

// theme is the one asked for in the address, else the one that the system prefers.
function theme() {
  if (option("theme")) return option("theme");
  if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
  return option("calm") || matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

// adopt makes the canvas a thing of pixels: it cannot be focused, so that it traps neither Tab nor a screen reader.
function adopt(canvas) {
  canvas.removeAttribute("tabindex");
  canvas.setAttribute("aria-hidden", "true");
  canvas.focus = () => {};
  holdReleases(canvas);
}

// tellOptions tells the program what the address and the system ask for.
function tellOptions(app) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const tellMotion = () => app.set("reduced-motion", String(still.matches || option("calm") !== null));
  const tellSize = () => app.resize(innerWidth, innerHeight, devicePixelRatio);
  still.addEventListener("change", tellMotion);
  addEventListener("resize", tellSize);
  tellMotion();
  tellSize();
  app.set("native", "true");
  app.set("theme", theme());
  if (option("scale")) app.set("scale", String(Math.round(Number(option("scale")) * 100)));
}

// page is what the program calls; app, what it can be told (see main.go of blockyard-wasm).
const page = {
  // picture reports whether the program can draw.
  picture: hasPicture,

  // lesson returns the id of the lesson to open, "" for the sandbox.
  lesson: () => option("l") ?? "",

  // started is called once, when the program is ready.
  started(functions) {
    const app = new Program(functions);
    page.app = app;
    page.mirror = new Mirror(part("mirror"), app);
    page.speech = new Speech(part("say"), part("urgent"));
    adopt(document.querySelector("canvas"));
    listen(app, page.mirror);
    for (const deed of ["keydown", "pointerdown"]) document.addEventListener(deed, () => page.speech.asked(), true);
    tellOptions(app);
    addEventListener("hashchange", () => app.set("lesson", page.lesson()));
    part("view").hidden = !hasPicture();
    part("view").addEventListener("click", () => showText(!document.body.classList.contains("text")));
  },

  // opened is called when a lesson was opened: the address names it from then on.
  opened(id) {
    if (id === page.lesson()) return;
    const rest = new URLSearchParams(location.hash.slice(1));
    rest.delete("l");
    if (id) rest.set("l", id);
    history.pushState(null, "", `#${rest}`);
  },

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
  page.mirror.update(frame);
  page.speech.say(frame.say);
  document.title = document.querySelector("#mirror h1")?.textContent.concat(" · Blockyard") ?? "Blockyard";
  part("mirror").hidden = false;
  part("opening").hidden = true;
}

async function start() {
  showStory();
  addEventListener("hashchange", showStory);
  if (typeof WebAssembly !== "object" || !WebAssembly.instantiateStreaming) {
    trouble("This browser cannot run WebAssembly, which Blockyard is made of. A browser of the last five years can; so can the terminal: blockyard shell.");
    return;
  }
  part("undrawn").hidden = hasPicture();
  if (option("text") || !hasPicture()) showText(true);
  part("loading").hidden = false;
  globalThis.page = page;
  const go = new Go();
  const instance = await load(part("progress"), go.importObject, (done, fraction) => {
    part("progress").value = fraction * part("progress").max;
    part("loaded").textContent = fraction < 1 ? done : "Starting…";
  });
  await go.run(instance);
  throw new Error("The program has ended.");
}

start().catch((error) => trouble(`Blockyard could not go on: ${error.message} Reload the page to start again.`));
