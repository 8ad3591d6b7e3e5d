// What the page tells the program. The program shows what it was told a frame later, and by then the user may have gone
// on: a frame says how much it has heard, so that nobody's typing or focus is undone by an older frame.

// STATES are the functions that tell a state which frames show; see main.go of blockyard-wasm.
const STATES = ["input", "set"];
const DEEDS = ["activate", "key", "pointer", "wheel", "submit", "resize", "font"];

// A Program stands for the program in the page.
export class Program {
  #told = 0;
  #app;

  constructor(app) {
    this.#app = app;
    for (const name of STATES) {
      this[name] = (...words) => {
        this.#told++;
        app[name](...words);
      };
    }
    for (const name of DEEDS) this[name] = app[name];
  }

  // accept takes what the command line shows it could go on with; it returns the line and the caret's place, or null.
  accept() {
    const taken = this.#app.accept();
    if (taken) this.#told++;
    return taken;
  }

  // frame returns the latest frame, with all its nodes.
  frame() {
    return JSON.parse(this.#app.frame());
  }

  // knows reports whether a frame shows all that the program was told.
  knows(frame) {
    return frame.heard === this.#told;
  }
}
