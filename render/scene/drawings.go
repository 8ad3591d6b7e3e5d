package scene

// drawings holds how each symbol is drawn. Kinds have colours of their own; the
// other symbols take the one that is given.
var drawings = [...]func(g grid, color Color){
	symbolInstance: func(g grid, _ Color) { g.instance(true) },
	symbolStopped:  func(g grid, _ Color) { g.instance(false) },
	symbolVolume:   func(g grid, _ Color) { g.cylinder(hueVolume, false) },
	symbolDisk:     func(g grid, _ Color) { g.cylinder(hueDisk, true) },
	symbolSnapshot: func(g grid, _ Color) { g.shape(hueSnapshot, 8, 1, 15, 8, 8, 15, 1, 8) },
	symbolImage:    func(g grid, _ Color) { g.shape(hueImage, 4.5, 2, 11.5, 2, 15, 8, 11.5, 14, 4.5, 14, 1, 8) },
	symbolRegion: func(g grid, _ Color) {
		g.square(0, g.placeInk(), 1.6*g.unit, 1.5, 1.5, 13, 13, 3)
		g.line(g.placeInk(), 1.6, 1.5, 5.2, 14.5, 5.2)
	},
	symbolZone: func(g grid, _ Color) {
		for _, side := range [][4]float64{{1.5, 1.5, 14.5, 1.5}, {14.5, 1.5, 14.5, 14.5}, {14.5, 14.5, 1.5, 14.5}, {1.5, 14.5, 1.5, 1.5}} {
			g.dashes(g.placeInk(), side)
		}
	},
	symbolPlay: func(g grid, color Color) { g.fill(color, 4, 2.5, 13.5, 8, 4, 13.5) },
	symbolPause: func(g grid, color Color) {
		g.fill(color, 3.5, 3, 6.5, 3, 6.5, 13, 3.5, 13)
		g.fill(color, 9.5, 3, 12.5, 3, 12.5, 13, 9.5, 13)
	},
	symbolStep: func(g grid, color Color) {
		g.fill(color, 3, 3, 11, 8, 3, 13)
		g.fill(color, 11.5, 3, 13.5, 3, 13.5, 13, 11.5, 13)
	},
	symbolUntil: func(g grid, color Color) {
		g.fill(color, 2, 4, 7, 8, 2, 12)
		g.line(color, 1.8, 10, 2.5, 10, 13.5)
		g.fill(color, 10, 2.5, 15, 5, 10, 7.5)
	},
	symbolBack: func(g grid, color Color) { g.fill(color, 12, 3, 4, 8, 12, 13) },
	symbolStart: func(g grid, color Color) {
		g.fill(color, 13, 3, 5, 8, 13, 13)
		g.fill(color, 4.5, 3, 2.5, 3, 2.5, 13, 4.5, 13)
	},
	symbolUndo: func(g grid, color Color) {
		g.line(color, 1.8, 3, 6, 10, 6, 12.6, 7.2, 13.5, 9.4, 12.6, 11.8, 10, 13, 6, 13)
		g.line(color, 1.8, 6.4, 2.6, 3, 6, 6.4, 9.4)
	},
	symbolRedo: func(g grid, color Color) {
		g.line(color, 1.8, 13, 6, 6, 6, 3.4, 7.2, 2.5, 9.4, 3.4, 11.8, 6, 13, 10, 13)
		g.line(color, 1.8, 9.6, 2.6, 13, 6, 9.6, 9.4)
	},
	symbolLeft:  func(g grid, color Color) { g.line(color, 2, 10, 3.5, 5.5, 8, 10, 12.5) },
	symbolRight: func(g grid, color Color) { g.line(color, 2, 6, 3.5, 10.5, 8, 6, 12.5) },
	symbolHint: func(g grid, color Color) {
		g.disc(0, color, 1.6, 8, 6, 5)
		g.fill(color, 5.6, 10.4, 10.4, 10.4, 10.4, 13, 5.6, 13)
		g.fill(color, 6.4, 14, 9.6, 14, 9.6, 15.4, 6.4, 15.4)
	},
	symbolRestart: func(g grid, color Color) {
		g.Items = append(g.Items, Item{Kind: Stroke, Line: color, Width: 1.8 * g.unit, Points: g.arc(8, 8.4, 5.4, 5.4, -0.7, 2.5, 14)})
		g.fill(color, 2, 3, 7.2, 4.4, 3.2, 8.2)
	},
	symbolMenu: func(g grid, color Color) {
		for _, y := range []float64{4, 8, 12} {
			g.line(color, 1.8, 2.5, y, 13.5, y)
		}
	},
	symbolTheme: func(g grid, color Color) {
		g.disc(0, color, 1.6, 8, 8, 5.8)
		g.Items = append(g.Items, Item{Kind: Polygon, Fill: color, Points: g.arc(8, 8, 5.8, 5.8, -1, 1, 10)})
	},
	symbolText: func(g grid, color Color) {
		g.line(color, 2, 2, 4, 10, 4)
		g.line(color, 2, 6, 4, 6, 13)
		g.line(color, 1.8, 10, 9, 15, 9)
		g.line(color, 1.8, 12.5, 6.5, 12.5, 11.5)
	},
	symbolLane: func(g grid, color Color) {
		g.square(0, color, 1.6*g.unit, 1.5, 2.5, 13, 4, 1)
		g.square(0, color, 1.6*g.unit, 1.5, 9.5, 13, 4, 1)
	},
	symbolCheck: func(g grid, color Color) { g.line(color, 2.2, 3, 8.5, 6.6, 12, 13, 4.5) },
	symbolCross: func(g grid, color Color) {
		g.line(color, 2.2, 3.5, 3.5, 12.5, 12.5)
		g.line(color, 2.2, 12.5, 3.5, 3.5, 12.5)
	},
	symbolClock: func(g grid, color Color) {
		g.disc(0, color, 1.6, 8, 8, 6.2)
		g.line(color, 1.6, 8, 4.2, 8, 8, 10.8, 9.6)
	},
	symbolHalf: func(g grid, color Color) {
		g.disc(0, color, 1.6, 8, 8, 6.2)
		g.Items = append(g.Items, Item{Kind: Polygon, Fill: color, Points: g.arc(8, 8, 6, 6, 1, 3, 10)})
	},
	symbolBeside: func(g grid, color Color) {
		g.square(0, color, 1.6*g.unit, 1.5, 2.5, 5.5, 11, 1.2)
		g.square(0, color, 1.6*g.unit, 9, 2.5, 5.5, 11, 1.2)
	},
	symbolOneLane: func(g grid, color Color) { g.square(0, color, 1.6*g.unit, 1.5, 2.5, 13, 11, 1.2) },
	symbolFork: func(g grid, color Color) {
		g.line(color, 1.8, 4, 14, 4, 2)
		g.line(color, 1.8, 4, 10, 12, 7, 12, 4.5)
		g.disc(color, 0, 0, 12, 3.2, 2)
		g.disc(color, 0, 0, 4, 2.6, 2)
		g.disc(color, 0, 0, 4, 13.4, 2)
	},
	symbolInterface: func(g grid, _ Color) {
		line := hueInterface
		if g.outline != 0 {
			line = g.outline
		}
		g.line(line, 2, 5, 1.5, 5, 5)
		g.line(line, 2, 11, 1.5, 11, 5)
		g.line(line, 2, 8, 11, 8, 15)
		g.square(hueInterface, g.outline, g.outlineWidth(), 2.5, 5, 11, 6, 1.5)
	},
	symbolWarning: func(g grid, color Color) {
		g.line(color, 1.8, 8, 1.8, 15, 14, 1, 14, 8, 1.8)
		g.line(color, 1.8, 8, 6, 8, 10)
		g.disc(color, 0, 0, 8, 12, 1)
	},
	symbolPlus: func(g grid, color Color) {
		g.line(color, 2, 3, 8, 13, 8)
		g.line(color, 2, 8, 3, 8, 13)
	},
	symbolMinus: func(g grid, color Color) { g.line(color, 2, 3, 8, 13, 8) },
	symbolDown:  func(g grid, color Color) { g.line(color, 2, 3.5, 6, 8, 10.5, 12.5, 6) },
	symbolUp:    func(g grid, color Color) { g.line(color, 2, 3.5, 10.5, 8, 6, 12.5, 10.5) },
	symbolSearch: func(g grid, color Color) {
		g.line(color, 2, 11, 6.5, 10, 9.3, 6.5, 11, 3.4, 9.4, 2, 6.5, 3.4, 3.4, 6.5, 2, 9.6, 3.4, 11, 6.5)
		g.line(color, 2, 10, 10, 14, 14)
	},
	symbolPrompt: func(g grid, color Color) {
		g.line(color, 1.6, 1.5, 2.5, 14.5, 2.5, 14.5, 13.5, 1.5, 13.5, 1.5, 2.5)
		g.line(color, 1.6, 4, 5.5, 7, 8, 4, 10.5)
		g.line(color, 1.6, 8.5, 10.5, 12, 10.5)
	},
	symbolBook: func(g grid, color Color) {
		g.line(color, 1.6, 8, 4, 5, 2.5, 1.5, 2.5, 1.5, 12.5, 5, 12.5, 8, 14, 11, 12.5, 14.5, 12.5, 14.5, 2.5, 11, 2.5, 8, 4)
		g.line(color, 1.6, 8, 4, 8, 14)
	},
	symbolCopy: func(g grid, color Color) {
		g.square(0, color, 1.6*g.unit, 5.5, 5.5, 8.5, 8.5, 1.5)
		g.line(color, 1.6, 3.4, 10.5, 2, 10.5, 2, 2, 10.5, 2, 10.5, 3.4)
	},
	symbolChart: func(g grid, color Color) {
		g.line(color, 1.6, 2, 1.5, 2, 14, 14.5, 14)
		g.line(color, 1.8, 4.5, 11, 8, 6.5, 10.5, 8.5, 14, 3)
	},
	symbolMore: func(g grid, color Color) {
		for _, x := range []float64{3, 8, 13} {
			g.disc(color, 0, 0, x, 8, 1.6)
		}
	},
	symbolHelp: func(g grid, color Color) {
		g.line(color, 2, 4.6, 5.4, 5.2, 3.4, 6.8, 2.3, 9.2, 2.3, 10.9, 3.5, 11.4, 5.4, 10.6, 7.2, 8.6, 8.4, 8, 9.6, 8, 10.4)
		g.disc(color, 0, 0, 8, 13.4, 1.2)
	},
	symbolOverview: func(g grid, color Color) {
		g.square(0, color, 1.6*g.unit, 1.5, 2.5, 13, 11, 2)
		g.square(color, 0, 0, 8, 8, 4.5, 3.5, 0.5)
	},
	symbolEye: func(g grid, color Color) {
		g.line(color, 1.6, 1, 8, 3.2, 5.4, 5.6, 3.9, 8, 3.4, 10.4, 3.9, 12.8, 5.4, 15, 8, 12.8, 10.6, 10.4, 12.1, 8, 12.6, 5.6, 12.1, 3.2, 10.6, 1, 8)
		g.disc(color, 0, 0, 8, 8, 2.4)
	},
	symbolBill: func(g grid, color Color) {
		g.line(color, 1.6, 3, 14.5, 3, 1.5, 13, 1.5, 13, 14.5, 11, 13, 9.5, 14.5, 8, 13, 6.5, 14.5, 5, 13, 3, 14.5)
		g.line(color, 1.6, 5.8, 5.5, 10.2, 5.5)
		g.line(color, 1.6, 5.8, 9, 10.2, 9)
	},
	symbolLock: func(g grid, color Color) {
		g.Items = append(g.Items, Item{Kind: Stroke, Line: color, Width: 1.8 * g.unit, Points: append(append([]Point{g.at(4.6, 8)}, g.arc(8, 5.4, 3.4, 3.8, -2, 0, 8)...), g.at(11.4, 8))})
		g.square(color, 0, 0, 2.8, 7.4, 10.4, 7.2, 1.4)
	},
	symbolAddress: func(g grid, _ Color) {
		ink := g.placeInk()
		g.disc(0, ink, 1.6, 8, 8, 6.3)
		g.line(ink, 1.4, 1.7, 8, 14.3, 8)
		for _, side := range []float64{-2.9, 2.9} {
			g.Items = append(g.Items, Item{Kind: Stroke, Line: ink, Width: 1.4 * g.unit, Points: g.arc(8, 8, side, 6.3, -1, 1, 8)})
		}
	},
	symbolDownload: func(g grid, color Color) {
		g.line(color, 2, 8, 2, 8, 10.5)
		g.line(color, 2, 4.5, 7, 8, 10.5, 11.5, 7)
		g.line(color, 2, 2.5, 10.5, 2.5, 14, 13.5, 14, 13.5, 10.5)
	},
	symbolKey: func(g grid, _ Color) {
		ink := g.placeInk()
		g.disc(0, ink, 2, 4.8, 8, 3.2)
		g.line(ink, 2, 8, 8, 15, 8)
		g.line(ink, 2, 11.2, 8, 11.2, 11.2)
		g.line(ink, 2, 14, 8, 14, 11.2)
	},
	symbolAccount: func(g grid, _ Color) {
		ink := g.placeInk()
		g.disc(0, ink, 1.6, 8, 5, 3.4)
		g.line(ink, 1.6, 1.8, 15, 3.2, 11.6, 6, 10.2, 8, 9.8, 10, 10.2, 12.8, 11.6, 14.2, 15)
	},
}
