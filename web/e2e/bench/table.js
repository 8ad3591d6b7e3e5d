// The table of what was measured.

// The most that the page may take, as a part of what the empty game takes.
const AIMS = { size: 1.85, start: 1.3, idle: 1 / 20 };

// Where others take more of the machine than this, times say little.
const QUIET = 0.1;

// table returns the rows of what was measured as a text.
export function table({ sizes, text, frame, idle, window, others }) {
  const rows = [
    ["", "Blockyard", "empty game", "ratio", "aim"],
    ["program, brotli, kB", ...compare(sizes.ours.brotli / 1e3, sizes.theirs.brotli / 1e3, 0, AIMS.size)],
    ["program, gzip, kB", ...compare(sizes.ours.gzip / 1e3, sizes.theirs.gzip / 1e3, 0)],
    ["program, plain, kB", ...compare(sizes.ours.plain / 1e3, sizes.theirs.plain / 1e3, 0)],
    ["lesson can be read, empty profile, ms", text.toFixed(0), "", "", ""],
    ["first frame, empty profile, ms", ...compare(frame.ours, frame.theirs, 0, AIMS.start)],
    ["page at rest, % of a core", ...compare(100 * idle.ours, 100 * idle.theirs, 1, AIMS.idle)],
    ["blank page, % of a core", (100 * idle.blank).toFixed(1), "", "", ""],
  ];
  if (window) rows.push(["window at rest, % of a core", ...compare(100 * window.ours, 100 * window.theirs, 1, AIMS.idle)]);
  const lines = rows.map(([name, ...cells]) => name.padEnd(40) + cells.map((cell) => cell.padStart(12)).join(""));
  if (others > QUIET) lines.push(`Other programs took ${(100 * others).toFixed(0)} % of the machine meanwhile: trust the sizes, not the times.`);
  return lines.join("\n");
}

// compare returns the cells of a row: ours, theirs, the ratio, and what it should be at most.
function compare(ours, theirs, digits, aim) {
  return [ours.toFixed(digits), theirs.toFixed(digits), ratio(ours / theirs), aim ? `<= ${ratio(aim)}` : ""];
}

// ratio writes a ratio: 1.85x, or 1/20 where it is small.
function ratio(part) {
  return part < 0.5 ? `1/${(1 / part).toFixed(0)}` : `${part.toFixed(2)}x`;
}
