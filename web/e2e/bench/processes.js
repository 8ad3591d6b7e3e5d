// How much processor time processes take, as Linux counts it.

import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";

const TICKS = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" })); // per second

// share returns how much of one core a process and its descendants use for some seconds: 1 is all of it.
export async function share(root, seconds) {
  const before = await used(root);
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return ((await used(root)) - before) / ((performance.now() - start) / 1000);
}

// watchOthers returns a function that tells which part of the machine's processor time others than this program and its
// descendants have taken since then.
export async function watchOthers() {
  const before = await machine();
  return async () => {
    const now = await machine();
    return (now.others - before.others) / (now.all - before.all);
  };
}

// machine returns how many seconds the processors have been there since the machine started, and how many of them others
// had; what the host of a virtual machine took away counts as theirs.
async function machine() {
  const [line] = (await readFile("/proc/stat", "utf8")).split("\n");
  const spent = line.split(/\s+/).slice(1, 9).map((ticks) => Number(ticks) / TICKS); // user, nice, system, idle, iowait, irq, softirq, steal
  const all = spent.reduce((sum, time) => sum + time, 0);
  return { all, others: all - spent[3] - spent[4] - (await used(process.pid)) };
}

// children returns the processes that a process has started and that run.
export async function children(parent) {
  return (await processes()).filter((process) => process.parent === parent).map((process) => process.id);
}

// used returns how many seconds of processor time a process and its descendants have used, those that ended included.
async function used(root) {
  const all = await processes();
  const family = new Set([root]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { id, parent } of all) if (family.has(parent)) family.add(id);
  }
  return all.filter(({ id }) => family.has(id)).reduce((sum, { time }) => sum + time, 0);
}

// processes returns every process that runs: its id, its parent's, and the seconds that it and its ended children have used.
async function processes() {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(ids.map((id) => readFile(`/proc/${id}/stat`, "utf8").catch(() => ""))); // it may end meanwhile
  return stats.filter((stat) => stat !== "").map(parse);
}

// parse reads /proc/PID/stat (see proc(5)); the name, in brackets, may hold spaces.
function parse(stat) {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0); // utime, stime, cutime, cstime
  return { id: Number.parseInt(stat, 10), parent: Number(fields[1]), time: ticks / TICKS };
}
