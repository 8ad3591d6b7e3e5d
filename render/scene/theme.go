package scene

// A tone is the three colours of a state: of its words and mark, of the pill behind them, and of the pill's border.
type tone struct{ text, fill, line Color }

// A palette is every colour of a theme that is not a kind's.
type palette struct {
	ground, dots, panel, raised, hover, pressed, sunk, region, shelf Color
	hairline, edge, ink, muted, accent, accentFill, accentTint       Color
	current, currentLine, money, code, empty, emptyLine, focus       Color
	buttonLine, badEdge, outline, link, plate, plateText             Color
	on, going, warn, idle, bad                                       tone
	kept                                                             [3]Color // cells that an earlier snapshot stores
}

// light reports whether filled things need an outline of ink to be told from the ground.
func (p *palette) light() bool { return p.outline != 0 }

// palettes holds the three themes. Every text colour reaches 4.5 : 1 on every ground it is used on.
var palettes = map[ThemeName]*palette{
	Dark: {
		ground: 0x0E1420FF, dots: 0x1B263AFF, panel: 0x151D2CFF, raised: 0x1B2537FF, hover: 0x24324AFF, pressed: 0x101827FF,
		sunk: 0x0B1019FF, region: 0x111A2AFF, shelf: 0x0F1726FF, hairline: 0x2A3750FF, edge: 0x5E7194FF, ink: 0xE8ECF2FF,
		muted: 0x9AA7B8FF, accent: 0x56B4E9FF, accentFill: 0x1D4E73FF, accentTint: 0x16324AFF, current: 0x1B2C44FF,
		currentLine: 0x2F5D86FF, money: 0xF0E442FF, code: 0x9FD8FFFF, empty: 0x26334BFF, focus: 0xFFFFFFFF,
		buttonLine: 0x3F5479FF, badEdge: 0xA84A2CFF, plate: 0xE8ECF2FF, plateText: 0x0E1420FF,
		on: tone{0x5FE0B5FF, 0x10412FFF, 0}, going: tone{0x7FC8F5FF, 0x12395AFF, 0}, warn: tone{0xF2C14DFF, 0x40330EFF, 0},
		idle: tone{0xC3CDDBFF, 0x2A3750FF, 0}, bad: tone{0xFFB199FF, 0x4A1F12FF, 0xA84A2CFF},
		kept: [3]Color{0x234766FF, 0x1D5544FF, 0x5A430CFF},
	},
	Light: {
		ground: 0xE9EDF4FF, dots: 0xCFD7E3FF, panel: 0xFFFFFFFF, raised: 0xF3F6FAFF, hover: 0xE6ECF4FF, pressed: 0xD6DEEAFF,
		sunk: 0xF7F9FCFF, region: 0xF7F9FCFF, shelf: 0xFFFFFFFF, hairline: 0xB9C4D4FF, edge: 0x6B7A92FF, ink: 0x141A24FF,
		muted: 0x4A5668FF, accent: 0x56B4E9FF, accentFill: 0xBFE3F8FF, accentTint: 0xDCEFFBFF, current: 0xE3F1FBFF,
		currentLine: 0x141A24FF, money: 0x141A24FF, code: 0x141A24FF, empty: 0xFFFFFFFF, emptyLine: 0xB9C4D4FF, focus: 0x141A24FF,
		buttonLine: 0x6B7A92FF, badEdge: 0xB5431FFF, outline: 0x141A24FF, link: 0x141A24FF, plate: 0x141A24FF, plateText: 0xFFFFFFFF,
		on: tone{0x141A24FF, 0xBFEBDCFF, 0x141A24FF}, going: tone{0x141A24FF, 0xCBE6F8FF, 0x141A24FF}, warn: tone{0x141A24FF, 0xFBE3A8FF, 0x141A24FF},
		idle: tone{0x141A24FF, 0xDDE3ECFF, 0x141A24FF}, bad: tone{0x141A24FF, 0xFBD5C6FF, 0xB5431FFF},
		kept: [3]Color{0xCBE6F8FF, 0xBFEBDCFF, 0xFBE3A8FF},
	},
	Contrast: {
		ground: 0x000000FF, panel: 0x000000FF, raised: 0x000000FF, hover: 0x00253FFF, pressed: 0x003A66FF,
		sunk: 0x000000FF, region: 0x000000FF, shelf: 0x000000FF, hairline: 0xFFFFFFFF, edge: 0xFFFFFFFF, ink: 0xFFFFFFFF,
		muted: 0xFFFFFFFF, accent: 0xFFFFFFFF, accentFill: 0x003A66FF, accentTint: 0x00253FFF, current: 0x00253FFF,
		currentLine: 0xFFFFFFFF, money: 0xF0E442FF, code: 0xFFFFFFFF, empty: 0x000000FF, emptyLine: 0xFFFFFFFF, focus: 0xFFFF00FF,
		buttonLine: 0xFFFFFFFF, badEdge: 0xFFFFFFFF, link: 0xFFFFFFFF, plate: 0xFFFFFFFF, plateText: 0x000000FF,
		on: tone{0xFFFFFFFF, 0x000000FF, 0xFFFFFFFF}, going: tone{0xFFFFFFFF, 0x000000FF, 0xFFFFFFFF}, warn: tone{0xFFFFFFFF, 0x000000FF, 0xFFFFFFFF},
		idle: tone{0xFFFFFFFF, 0x000000FF, 0xFFFFFFFF}, bad: tone{0xFFFFFFFF, 0x000000FF, 0xFFFFFFFF},
		kept: [3]Color{0x234766FF, 0x1D5544FF, 0x5A430CFF},
	},
}

// paletteOf returns the colours of a theme; an unknown one is dark.
func paletteOf(name ThemeName) *palette {
	if p := palettes[name]; p != nil {
		return p
	}
	return palettes[Dark]
}

// The hues of the kinds, the same in every theme (Okabe and Ito's palette).
// A kind's hue is never used for another kind.
const (
	hueInstance  Color = 0x56B4E9FF
	hueVolume    Color = 0xE69F00FF
	hueDisk      Color = 0xD55E00FF
	hueSnapshot  Color = 0xCC79A7FF
	hueImage     Color = 0xF0E442FF
	hueInterface Color = 0x009E73FF
	hueOther     Color = 0xB8C4D6FF
	hueGreen     Color = 0x2BB38AFF // of time bars and of marks that say that all is well
)

// storers are the hues that tell in a strip of blocks which snapshot stores one.
var storers = [3]Color{0x56B4E9FF, 0x2BB38AFF, 0xE69F00FF}

// faded returns a colour at a share of its opacity, in percent.
func (c Color) faded(percent uint32) Color {
	return c&^0xFF | Color(uint32(c&0xFF)*percent/100)
}
