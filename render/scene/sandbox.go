package scene

import "cmp"

// makings are what can be made in the sandbox: each opens the form of its operation.
var makings = []struct {
	noun   string
	symbol symbol
	line   string
}{
	{"Instance", symbolInstance, "aws ec2 run-instances"},
	{"Volume", symbolVolume, "aws ec2 create-volume"},
	{"Snapshot", symbolSnapshot, "aws ec2 create-snapshot"},
	{"Image", symbolImage, "aws ec2 create-image"},
}

// starts are worlds to begin with, each made by a program that anybody could type.
var starts = []struct{ id, title, program string }{
	{"shop", "A shop: 2 servers, 3 disks", `aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name shop-web >/dev/null; aws ec2 run-instances --image-id @al2023 --instance-type t3.small --name shop-db >/dev/null; aws ec2 create-volume --size 100 --volume-type gp3 --availability-zone us-east-1a --name orders >/dev/null; aws ec2 wait instance-running --instance-ids @shop-web @shop-db; aws ec2 attach-volume --volume-id @orders --instance-id @shop-db --device /dev/sdf >/dev/null; yard run 2m; yard write @shop-db /mnt/sdf/orders.db 12GiB --flush`},
	{"snapshots", "One disk with 30 snapshots", `aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name diary >/dev/null; aws ec2 wait instance-running --instance-ids @diary; yard run 2m; for day in {1..30}; do yard write @diary page-$day.db 64MiB; aws ec2 create-snapshot --volume-id @diary-root --description "day $day" --name day-$day >/dev/null; yard run 1d >/dev/null; done; yard bill`},
	{"fleet", "A fleet of 2" + thinGap + "000", `for zone in us-east-1a us-east-1b us-west-2a eu-west-1a; do aws ec2 run-instances --region ${zone%?} --availability-zone $zone --image-id @al2023 --instance-type t3.micro --count 500 >/dev/null; done; yard run 1h`},
}

// sandbox says what to do where there is no lesson: what can be made, what to start from, and which lessons there are.
func (p *pen) sandbox(v *view, x, y, w float64) float64 {
	y = p.heading("lesson/title", 2, Rect{x, y, w, p.lineHeight(typeTitle)}, typeTitle, "Sandbox") + p.px(4)
	y = p.prose("lesson/text", x, y, w, typeBody, p.muted, "No tasks: build what you like. Nothing costs real money, and every click writes its command below.") + p.px(12)
	if p.ui.Zoom == ZoomCells || p.ui.Zoom == ZoomFit && v.size() > tooManyForIcons {
		y = p.overview(v, x, y, w) + p.px(10)
	}
	y = p.heading("make/title", 3, Rect{x, y, w, p.lineHeight(typeHeading)}, typeHeading, "Make") + p.px(4)
	for _, m := range makings {
		b := button{id: "make/" + m.noun, text: m.noun, name: "Make: " + m.noun, symbol: m.symbol, act: Action{"Open the form", OpenForm, m.line}}
		p.menuRow(Rect{x, y, w, p.px(buttonHeight)}, &b)
		y += p.px(buttonHeight)
	}
	y = p.sweepDoor(v, x, y, w)
	y = p.heading("starts/title", 3, Rect{x, y + p.px(10), w, p.lineHeight(typeHeading)}, typeHeading, "Or start from") + p.px(8)
	for _, s := range starts {
		y = p.row(x, y, w, &button{id: "start/" + s.id, text: s.title, act: Action{"Make it", Command, s.program}}) + p.px(6)
	}
	if len(p.ui.Lessons) > 0 {
		y = p.heading("lessons/title", 3, Rect{x, y + p.px(10), w, p.lineHeight(typeHeading)}, typeHeading, "Lessons") + p.px(8)
	}
	for i := range p.ui.Lessons {
		y = p.lessonRow("lesson/", i, nil, x, y, w) + p.px(6)
	}
	return y
}

// menuRow paints a row without a border that can be pressed: icon and text.
func (p *pen) menuRow(r Rect, b *button) {
	ground := Rect{r.X - p.px(6), r.Y, r.W + p.px(6), r.H} // icons stand below the headings, and not at its edge
	switch {
	case p.ui.Pressed == b.id:
		p.box(ground, p.px(7), p.pressed, 0, 0)
	case p.ui.Hover == b.id:
		p.box(ground, p.px(7), p.hover, 0, 0)
	}
	ink := p.ink
	if b.off = cmp.Or(b.off, p.heldNow(&b.act)); b.off != "" {
		ink = p.muted
		p.dashed(ground.Inset(p.px(2)), p.edge, 1, p.px(4), p.px(3))
	}
	p.icon(b.symbol, r.X+p.px(2), r.Y+(r.H-p.px(16))/2, p.px(16), ink)
	p.label(Rect{r.X + p.px(30), r.Y, r.W - p.px(36), r.H}, typeBody, ink, b.text)
	p.node(p.buttonNode(r, b))
}

// launchCommand launches the instance with which most sandboxes begin.
const launchCommand = "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web"
