// The pointer is the page's, as the keyboard is: it passes on what mouse, pen and fingers do on the picture when they do
// it. Ebitengine, to which the canvas belongs, would look once a frame at what is down, and miss a click that is shorter;
// so it hears nothing of it.

// HEARD are the events that Ebitengine listens to.
const HEARD = ["mousedown", "mouseup", "mousemove", "touchstart", "touchmove", "touchend", "wheel", "contextmenu"];
// REFUSED are those of them whose consequences nobody wants: the canvas takes the focus from a text field, or the browser
// opens its own menu. The others are passive, so that the browser need not wait for an answer.
const REFUSED = new Set(["mousedown", "contextmenu"]);
// LINE is how many pixels a line has where a wheel counts lines, and PAGE how much of the window a page is.
const LINE = 20;
const PAGE = 0.8;

// watch tells the program what pointers do on the canvas.
export function watch(canvas, app) {
  const held = new Set(); // the pointers that went down on the canvas: they are followed wherever they go
  let type = "mouse"; // of the last one; not every browser says it of a menu
  const tell = (event) => app.pointer(event.type, event.clientX, event.clientY, event.button, event.shiftKey,
    event.ctrlKey || event.metaKey, event.altKey, event.pointerType ?? type, event.pointerId ?? 0);
  canvas.addEventListener("pointerdown", (event) => {
    type = event.pointerType;
    held.add(event.pointerId);
    canvas.setPointerCapture(event.pointerId);
    tell(event);
  }, { passive: true });
  for (const kind of ["pointermove", "pointerleave"]) canvas.addEventListener(kind, tell, { passive: true });
  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, (event) => held.delete(event.pointerId) && tell(event), { passive: true });
  }
  const meant = {
    contextmenu: tell,
    wheel: (event) => app.wheel(event.clientX, event.clientY, scrolled(event), event.ctrlKey),
  };
  for (const kind of HEARD) {
    document.addEventListener(kind, (event) => {
      if (event.target !== canvas) return;
      event.stopImmediatePropagation();
      if (REFUSED.has(kind)) event.preventDefault();
      meant[kind]?.(event);
    }, { capture: true, passive: !REFUSED.has(kind) });
  }
}

// scrolled returns how far down a wheel was turned, in pixels.
function scrolled({ deltaY, deltaMode }) {
  return deltaY * [1, LINE, PAGE * innerHeight][deltaMode];
}
