// The page's text has the picture's typefaces, so that a text field that lies over the picture looks like a part of it.
// They come from the program, which has them anyway: nothing is loaded, and the policy need not allow fonts.

const FACES = [["Roboto", "400", "regular"], ["Roboto", "700", "bold"], ["Go Mono", "400", "mono"]];

// borrow adds the program's typefaces to the page.
export function borrow(app) {
  for (const [family, weight, face] of FACES) document.fonts.add(new FontFace(family, app.font(face), { weight }));
}
