// Package draw paints frames. A mesh turns the items of a scene.Frame into
// triangles of one texture; Painter gives these to Ebitengine, in one draw
// call for every 16,383 rectangles, and Software paints them without a screen.
//
// What is crisp is so because of two rules. Edges of boxes and of lines that
// run straight stand on whole device pixels, and everything else carries its
// antialiasing with it: glyphs and round corners as coverage in the texture,
// slanted edges as a ramp of one pixel's width in the vertices.
//
// Files that import Ebitengine are built for the page, and with the tag
// display for the window; so the rest builds and is tested on a bare machine.
package draw
