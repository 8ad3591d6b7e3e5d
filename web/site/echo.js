// The program answers a frame later than it is told, and by then the user may have gone on. An Echo tells its own words
// coming back from news.

export class Echo {
  #sent = [];
  #last;

  constructor(last) {
    this.#last = last;
  }

  // sent notes what was told to the program.
  sent(value) {
    this.#sent.push(value);
  }

  // news reports whether the program's value is one that it came to by itself.
  news(value) {
    if (value === this.#last) return false;
    this.#last = value;
    const at = this.#sent.indexOf(value);
    this.#sent.splice(0, at < 0 ? this.#sent.length : at + 1);
    return at < 0;
  }
}
