// The pointer. The picture looks once a frame at which buttons are down, so that on a slow machine a click between two
// looks would be lost: here each release waits until the press has been seen.

const LOOKS = 3; // frames until the picture has certainly looked

// holdReleases has the releases of buttons and fingers on the canvas wait.
export function holdReleases(canvas) {
  let looked = null; // the picture looks; null when it has
  const press = (event) => {
    if (event.target !== canvas) return;
    const looking = frames(LOOKS).then(() => {
      if (looked === looking) looked = null;
    });
    looked = looking;
  };
  const release = (copy) => (event) => {
    if (event.target !== canvas || !event.isTrusted || !looked || event.targetTouches?.length) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    looked.then(() => canvas.dispatchEvent(copy(event)));
  };
  document.addEventListener("mousedown", press, true);
  document.addEventListener("touchstart", press, true);
  document.addEventListener("mouseup", release((event) => new MouseEvent("mouseup", event)), true);
  document.addEventListener("touchend", release(noTouches), { capture: true, passive: false });
}

// noTouches returns the end of a touch as far as the picture reads it; not every browser lets a page make a real one.
function noTouches() {
  return Object.assign(new Event("touchend", { cancelable: true }), { targetTouches: { length: 0, item: () => null } });
}

function frames(count) {
  return new Promise((resolve) => {
    const next = () => (count-- > 0 ? requestAnimationFrame(next) : resolve());
    next();
  });
}
