// The browser and the server of the tests.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const root = path.resolve(import.meta.dirname, "../..");
const program = process.env.BLOCKYARD ?? path.join(root, "bin/blockyard");
const page = process.env.PAGE ?? path.join(root, "bin/page");
const shots = process.env.SHOTS; // where pictures go; none are taken without it

// PATIENCE is for how many milliseconds a test waits for what should happen. It is no measure of how fast that is: a machine
// that does other things besides may be slow.
const PATIENCE = Number(process.env.PATIENCE ?? 60_000);

// serve starts `blockyard play` on a free port and returns its address, and what ends it.
export async function serve(folder = page) {
  const server = spawn(program, ["play", "--dir", folder, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(server.stdout), "line");
  const address = new URL(line);
  const end = async () => {
    server.kill("SIGINT");
    const [code] = await once(server, "exit");
    if (code !== 0) throw new Error(`blockyard play ended with ${code}`);
  };
  return { address, end };
}

// told returns what the program in the terminal prints.
export function told(...words) {
  return execFileSync(program, words, { encoding: "utf8" });
}

// digestOf returns the digest that a text of the program ends with.
export function digestOf(text) {
  return /digest ([0-9a-f]{64})/.exec(text)[1];
}

// replayed has the program in the terminal play a journal again, which fails where it ends in another world, and returns what
// it prints.
export async function replayed(journal) {
  const folder = await mkdtemp(path.join(tmpdir(), "blockyard-"));
  try {
    const file = path.join(folder, "journal");
    await writeFile(file, journal);
    return told("replay", file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// launch starts the browser. The picture is drawn in software, so that it is the same on a machine without a screen.
export function launch(...flags) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", ...flags,
    ],
  });
}

// Faults collects what a page complains of: errors, warnings of its policy, requests that fail or leave the machine.
export class Faults {
  list = [];

  constructor(tab, address) {
    tab.on("pageerror", (error) => this.list.push(`error: ${error.message}`));
    tab.on("console", (message) => {
      if (message.type() === "error") this.list.push(`console: ${message.text()}`);
    });
    tab.on("requestfailed", (request) => this.list.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
    tab.on("response", (response) => {
      if (response.status() >= 400) this.list.push(`status ${response.status()}: ${response.url()}`);
    });
    tab.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== address.origin) this.list.push(`leaves the page: ${request.url()}`);
    });
  }
}

// scene starts server and browser for the tests of a file, and gives each test a tab of its own.
export function scene(...flags) {
  const state = {};
  before(async () => {
    state.server = await serve();
    state.browser = await launch(...flags);
  });
  after(async () => {
    await state.browser?.close();
    await state.server?.end();
  });
  return {
    get address() {
      return state.server.address;
    },
    async tab(options) {
      const context = await state.browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "dark", ...options });
      context.setDefaultTimeout(PATIENCE);
      return context.newPage();
    },
  };
}

// shoot takes a picture of a tab, if pictures are wanted.
export async function shoot(tab, name) {
  if (!shots) return;
  await mkdir(shots, { recursive: true });
  await tab.screenshot({ path: path.join(shots, `${name}.png`) });
}
