// Loading: the module is compiled while it arrives, and its progress is counted in bytes.

// load fetches and instantiates the program. It calls report(done, fraction) as bytes arrive, where done says how much
// in words. A browser tells a page the bytes after they were decompressed, so the sizes of the compressed file come from
// the page itself, which was built with it.
export async function load(bar, imports, report) {
  const response = await fetch(bar.dataset.module);
  if (!response.ok) throw new Error(`The server answered ${response.status} for the program.`);
  const coding = response.headers.get("Content-Encoding") ?? "plain";
  const plain = Number(bar.dataset.plain);
  const sent = Number(bar.dataset[coding] ?? plain);
  // The clone is only counted: the browser keeps compiled code for the response that it got itself.
  count(response.clone().body, (bytes) => {
    const fraction = Math.min(bytes / plain, 1);
    report(`${megabytes(fraction * sent)} of ${megabytes(sent)} MB`, fraction);
  }).catch(() => {}); // the other half of the response fails too, and says so
  const { instance } = await WebAssembly.instantiateStreaming(response, imports);
  return instance;
}

async function count(stream, report) {
  let bytes = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return;
    bytes += value.length;
    report(bytes);
  }
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
