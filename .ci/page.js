// Stands for the page where there is none: Ebitengine asks for one as soon as a program starts that has it in it, also if
// the program never draws. Whatever it asks for is there, and is the same thing again.
const page = new Proxy(class {}, { get: (target, name) => (name === "prototype" ? target.prototype : page), apply: () => page, construct: () => page, set: () => true });

class Document {
  get hidden() {
    return false;
  }
}

Object.assign(globalThis, { document: page, Document, window: page });
globalThis.navigator ??= page; // newer versions of Node have their own
