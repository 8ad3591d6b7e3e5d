// What a screen reader says of its own accord: answers to what the user does at once, everything else rarely.

const PAUSE = 5000; // milliseconds between two sentences that nobody asked for
const SETTLE = 150; // milliseconds until the last of several quick sentences is said

export class Speech {
  #polite;
  #urgent;
  #last = "";
  #next = 0;
  #timer = 0;

  constructor(polite, urgent) {
    this.#polite = polite;
    this.#urgent = urgent;
  }

  // asked notes that the user did something: what comes next is the answer.
  asked() {
    this.#next = 0;
  }

  // say passes on the status line of the program. Refusals interrupt. What it says of a command that the log answers
  // is left to the log, so that nothing is heard twice.
  say(text, answered) {
    if (text === this.#last) return;
    this.#last = text;
    clearTimeout(this.#timer);
    if (answered) {
      this.#next = performance.now() + PAUSE;
      return;
    }
    const urgent = /^An error occurred/.test(text);
    const wait = urgent ? 0 : Math.max(SETTLE, this.#next - performance.now());
    this.#timer = setTimeout(() => {
      this.#next = performance.now() + PAUSE;
      (urgent ? this.#urgent : this.#polite).textContent = text;
    }, wait);
  }
}
