// Measures the page, and the window where there is one, beside an empty game of Ebitengine in the same run: how large the
// program is, how soon it is there, and what it costs while nothing changes. `make bench` calls it:
//
//     node bench.js FOLDER
//
// The folder holds page and empty, which web/site/build has made of Blockyard and of the empty game, and, where windows can
// be built, the programs window/blockyard-desktop and window/empty.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { launch, serve } from "../browser.js";
import { bare, sizes, started, watch } from "./pages.js";
import { children, share, watchOthers } from "./processes.js";
import { table } from "./table.js";

const LESSON = "cost-ebs-vs-instance-store";
const BLANK = "about:blank";
const ROUNDS = 5; // of starting each page with an empty profile
const SECONDS = 5; // that idle pages and windows are watched
const REST = 3; // seconds after which a page or a window that has started has come to rest
const SIZE = { width: 1440, height: 900 };

const folder = process.argv[2];
const [page, empty] = ["page", "empty"].map((name) => path.join(folder, name));
const [ourWindow, theirWindow] = ["blockyard-desktop", "empty"].map((name) => path.join(folder, "window", name));

// fresh starts a browser with an empty profile, hands a tab and the browser's process to a function, and ends the browser.
async function fresh(use) {
  const before = new Set(await children(process.pid));
  const browser = await launch();
  try {
    const [root] = (await children(process.pid)).filter((id) => !before.has(id));
    const tab = await browser.newPage({ viewport: SIZE, colorScheme: "dark" });
    await tab.addInitScript(watch);
    return await use(tab, root);
  } finally {
    await browser.close();
  }
}

// start opens a page in a fresh browser and returns when its first frame was there and its text.
function start(address) {
  return fresh(async (tab) => {
    await tab.goto(address);
    return started(tab);
  });
}

// idle opens a page and returns how much of one core the whole browser uses once the page is at rest.
function idle(address) {
  return fresh(async (tab, root) => {
    await tab.goto(address);
    if (address !== BLANK) await started(tab);
    await rest();
    return share(root, SECONDS);
  });
}

// idleWindow is idle for a program with a window, on a display that nobody sees, which counts as well.
async function idleWindow(...command) {
  const shown = spawn("xvfb-run", ["-a", "-s", `-screen 0 ${SIZE.width}x${SIZE.height}x24`, ...command], { detached: true, stdio: "ignore" });
  await rest();
  const used = await share(shown.pid, SECONDS);
  if (shown.exitCode !== null) throw new Error(`${command[0]} ended by itself with ${shown.exitCode}`);
  process.kill(-shown.pid); // the display with it
  await once(shown, "exit");
  return used;
}

function rest() {
  return new Promise((resolve) => setTimeout(resolve, REST * 1000));
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

// starts starts both pages in turns.
async function starts(ours, theirs) {
  const rounds = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push({ ours: await start(ours), theirs: await start(theirs) });
  return {
    text: median(rounds.map(({ ours }) => ours.text)),
    frame: { ours: median(rounds.map(({ ours }) => ours.frame)), theirs: median(rounds.map(({ theirs }) => theirs.frame)) },
  };
}

async function measure() {
  const servers = [await serve(page), await serve(empty)];
  try {
    const ours = `${servers[0].address.origin}/#l=${LESSON}`;
    const theirs = `${servers[1].address.origin}/${await bare(empty)}`;
    return {
      sizes: { ours: await sizes(page), theirs: await sizes(empty) },
      ...(await starts(ours, theirs)),
      idle: { ours: await idle(ours), theirs: await idle(theirs), blank: await idle(BLANK) },
    };
  } finally {
    for (const server of servers) await server.end();
  }
}

const others = await watchOthers();
const measured = await measure();
if (existsSync(ourWindow)) measured.window = { ours: await idleWindow(ourWindow, LESSON), theirs: await idleWindow(theirWindow) };
measured.others = await others();
console.log(table(measured));
