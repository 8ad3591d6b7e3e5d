// Files that the program makes leave the page as downloads: nothing is sent anywhere.

const TYPES = { csv: "text/csv", json: "application/json", png: "image/png", svg: "image/svg+xml" };

const KEPT = 60_000; // milliseconds for which the browser can read a file: it may ask where to save it

// giveOut saves bytes under a name, as the browser saves downloads.
export function giveOut(name, bytes) {
  const type = TYPES[name.split(".").at(-1)] ?? "text/plain";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
