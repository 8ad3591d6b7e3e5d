// The pages that are measured: Blockyard's, and one that holds an empty game of Ebitengine and nothing else. Both are
// built by web/site/build and served by `blockyard play`.

import { readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";

// sizes returns how many bytes a page's program has, plain and as it is sent.
export async function sizes(folder) {
  const module = path.join(folder, await find(folder, /^blockyard-.*\.wasm$/));
  const size = async (ending) => (await stat(module + ending)).size;
  return { plain: await size(""), gzip: await size(".gz"), brotli: await size(".br") };
}

// bare writes a page that runs the program of a folder and shows nothing else. It returns its name.
export async function bare(folder) {
  const module = await find(folder, /^blockyard-.*\.wasm$/);
  const loader = await find(folder, /^wasm_exec-.*\.js$/);
  await writeFile(path.join(folder, "bare.js"), `const go = new Go();
const { instance } = await WebAssembly.instantiateStreaming(fetch("${module}"), go.importObject);
await go.run(instance);
`);
  await writeFile(path.join(folder, "bare.html"), `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>An empty game</title>
<script defer src="${loader}"></script>
<script type="module" src="bare.js"></script>
</head>
<body></body>
</html>
`);
  return "bare.html";
}

async function find(folder, pattern) {
  const names = (await readdir(folder)).filter((name) => pattern.test(name));
  if (names.length !== 1) throw new Error(`${folder} holds ${names.length} files like ${pattern}; web/site/build makes one`);
  return names[0];
}

// watch is run in a tab before its page. It marks when the program's first frame is there ("frame"): when the browser
// takes what was drawn onto the canvas in the document; and when the text of a lesson can be read ("text").
export function watch() {
  const { drawElements } = WebGL2RenderingContext.prototype;
  let drawn = false; // a program may keep the function, so that it stays
  WebGL2RenderingContext.prototype.drawElements = function (...args) {
    drawElements.apply(this, args);
    if (drawn || this.getParameter(this.FRAMEBUFFER_BINDING) !== null || !this.canvas.isConnected) return;
    drawn = true;
    requestAnimationFrame(() => performance.mark("frame"));
  };
  new PerformanceObserver((list, observer) => {
    const entry = list.getEntries().find(({ element }) => element?.closest("article[data-lesson]"));
    if (!entry) return;
    performance.mark("text", { startTime: entry.startTime });
    observer.disconnect();
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

// started waits for a page's first frame and returns how many milliseconds after the navigation it was there, and since
// when the lesson could be read: before it, or, where the browser painted nothing until then, at the same time.
export async function started(tab) {
  await tab.waitForFunction(() => performance.getEntriesByName("frame", "mark").length > 0, null, { timeout: 60_000 });
  return tab.evaluate(() => {
    const [[frame], [text]] = ["frame", "text"].map((name) => performance.getEntriesByName(name, "mark"));
    return { frame: frame.startTime, text: (text ?? frame).startTime };
  });
}
