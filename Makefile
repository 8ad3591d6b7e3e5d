# What can be done with Blockyard. `make` lists the targets. `make play` and `make test` need Go alone;
# what else a target needs stands beside it.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

GO ?= go
# Tools are pinned here, not in go.mod: they are not part of the program.
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOFUMPT  := mvdan.cc/gofumpt@v0.12.0

LESSONS := $(wildcard scenarios/*.lua)
# Packages whose tests, or which themselves, use goroutines.
RACED := ./sim/agenda ./sim/block ./sim/store ./scripting/shell ./scripting/sweep ./scripting/session ./cmd/blockyard
# Packages whose benchmarks are also run in WebAssembly, and which benchmarks.
WASM_BENCHED    := ./sim/agenda ./sim/block ./sim/store ./sim ./scripting/lua ./scripting/sweep ./render/app ./render/draw
WASM_BENCHMARKS := Do|Hold|Fork|Access|Chain|AgainstFlat|Create|Attach|Month|Seek|Digest|Advance|Sandbox|Plain|Frame|Playing|Idle|Mesh|Sweep
BENCHTIME       ?= 100ms
# Longer, because Node runs a loop slowly until it has compiled it.
WASM_BENCHTIME  ?= 500ms

.PHONY: help play site program size e2e tools test window refusals check format lint race generated bench bench-page digest gen fmt

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Where the page is built for playing: compressed little, so that it is there soon. `make site` takes its time.
PAGE := bin/page

play: ## build the page and serve it to a browser on this machine (LESSON=id opens a lesson)
	@$(MAKE) --no-print-directory site SITE=$(PAGE) QUALITY=4
	@$(GO) run ./cmd/blockyard play --dir $(PAGE) $(LESSON)

SITE    ?= dist
QUALITY ?= 11
PROGRAM := ./cmd/blockyard-wasm
# Without inlining the compressed program is 8 % smaller, and takes no more processor time in WebAssembly: so is all
# that the page adds to Ebitengine and Go, but what paints, and these two themselves, which it would slow down.
SMALL   := $(foreach part,blockyard mvdan.cc github.com/yuin,-gcflags='$(part)/...=-l') -gcflags='blockyard/render/draw='

# What the page is built with: Ebitengine with its shaders compiled, which makes it a seventh smaller. With
# MODULES=go.mod it has Ebitengine as it comes.
MODULES ?= bin/ebitengine.mod

site: program ## build the page into dist, to be served by any web server
	$(GO) run ./web/site/build -module bin/blockyard.wasm -loader "$$($(GO) env GOROOT)/lib/wasm/wasm_exec.js" -into $(SITE) -quality $(QUALITY)

program: bin/ebitengine.mod
	GOOS=js GOARCH=wasm $(GO) build -modfile $(MODULES) -trimpath -ldflags='-s -w' $(SMALL) -o bin/blockyard.wasm $(PROGRAM)

size: program ## fail where the page's program has grown by more than 1 % over .ci/size.txt
	@.ci/size bin/blockyard.wasm .ci/size.txt

bin/ebitengine.mod: go.mod go.sum $(wildcard web/site/shaders/*.go web/site/shaders/*/*.go)
	@mkdir -p bin
	$(GO) run ./web/site/shaders -into bin/ebitengine

e2e: ## play the lessons in a real browser (needs npm, and Chromium as /usr/bin/chromium)
	@$(MAKE) --no-print-directory site SITE=$(PAGE) QUALITY=4
	@$(GO) build -o bin/blockyard ./cmd/blockyard
	cd web/e2e && npm ci --no-audit --no-fund --silent && node --test --test-concurrency=1

# What the window and its tests need, and the page's tests in a browser, on Debian.
WINDOW_PACKAGES := gcc libc6-dev libx11-dev libxext-dev libxrandr-dev libxcursor-dev libxinerama-dev libxi-dev libxxf86vm-dev libgl1-mesa-dev libgl1-mesa-dri xvfb xauth
PAGE_PACKAGES   := nodejs npm chromium

tools: ## install the Debian packages that the window's and the page's tests need (as root)
	apt-get update
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(WINDOW_PACKAGES) $$(command -v npm >/dev/null && echo chromium || echo $(PAGE_PACKAGES))

test: ## run all tests, and print how many of AWS's refusals are answered
	$(GO) vet ./...
	$(GO) test -shuffle=on ./...
	@$(MAKE) --no-print-directory refusals
	@if command -v xvfb-run >/dev/null && [ -e /usr/include/X11/extensions/Xrandr.h ]; then $(MAKE) --no-print-directory window; \
	else echo "The window's tests were left out: they need a C compiler, X11's headers and Xvfb, which make tools installs."; fi

window: ## run the tests of the painter and the window on a display that nobody sees (needs make tools)
	CGO_ENABLED=1 xvfb-run -a $(GO) test -tags display ./render/... ./cmd/blockyard-desktop

refusals: ## print how many of AWS's refusals are answered
	@$(GO) test -count=1 -v -run 'Refusals' ./scripting/shell | sed -E '/^(=== |--- PASS|PASS|ok )/d'

check: format lint test race generated size ## everything that must hold before a commit (needs a C compiler for the race detector)

format: ## fail where a file is not formatted
	@unformatted=$$($(GO) run $(GOFUMPT) -l .); \
	if [ -n "$$unformatted" ]; then printf 'run make fmt, these are not formatted:\n%s\n' "$$unformatted"; exit 1; fi

lint: ## vet and lint, for this machine and for WebAssembly
	GOOS=js GOARCH=wasm $(GO) vet ./...
	$(GO) run $(GOLANGCI) run ./...
	$(GO) run -exec 'env GOOS=js GOARCH=wasm' $(GOLANGCI) run ./...

race: ## run the tests of what uses goroutines under the race detector
	CGO_ENABLED=1 $(GO) test -race $(RACED)

generated: ## fail where make gen changes a file
	@state() { git diff HEAD && git ls-files -z --others --exclude-standard | xargs -0r sha256sum; }; \
	before=$$(state | sha256sum); $(MAKE) --no-print-directory gen; after=$$(state | sha256sum); \
	if [ "$$before" != "$$after" ]; then git status --short; echo 'make gen changed files: look at them and commit them'; exit 1; fi

bench: ## measure everything, beside floors, naive variants and goals, natively and in WebAssembly (needs Node)
	@mkdir -p bin
	$(GO) test -run '^$$' -bench . -benchtime $(BENCHTIME) ./sim/... ./scripting/... ./render/... | tee bin/bench-native.txt
	GOOS=js GOARCH=wasm $(GO) test -exec '$(CURDIR)/.ci/wasm' -short -run '^$$' -bench '$(WASM_BENCHMARKS)' -benchtime $(WASM_BENCHTIME) $(WASM_BENCHED) | tee bin/bench-wasm.txt
	@awk -f .ci/bench.awk bin/bench-native.txt bin/bench-wasm.txt .ci/goals.txt
	@if command -v npm >/dev/null && [ -e /usr/bin/chromium ]; then $(MAKE) --no-print-directory bench-page; \
	else echo "The page was left out: it needs npm and Chromium, which make tools installs."; fi

# Each of the two programs, ours and the empty game, is compressed like make site does it; the game is built with
# Ebitengine as it comes, which is what others would build.
BENCH := bin/bench

bench-page: ## measure size, start and rest of page and window beside an empty game (needs npm, and Chromium as /usr/bin/chromium)
	@$(MAKE) --no-print-directory site SITE=$(BENCH)/page
	@$(MAKE) --no-print-directory site SITE=$(BENCH)/empty PROGRAM=./web/e2e/bench/empty MODULES=go.mod
	@$(GO) build -o bin/blockyard ./cmd/blockyard
	@if command -v xvfb-run >/dev/null && [ -e /usr/include/X11/extensions/Xrandr.h ]; then \
		CGO_ENABLED=1 $(GO) build -tags display -o $(BENCH)/window/ ./cmd/blockyard-desktop ./web/e2e/bench/empty; \
	else rm -rf $(BENCH)/window; echo "The window is left out: it needs a C compiler, X11's headers and Xvfb, which make tools installs."; fi
	cd web/e2e && npm ci --no-audit --no-fund --silent && node bench/bench.js $(CURDIR)/$(BENCH)

digest: ## play each lesson natively and in WebAssembly: the same digests (needs Node)
	@mkdir -p bin
	@$(GO) build -o bin/blockyard ./cmd/blockyard
	@GOOS=js GOARCH=wasm $(GO) build -o bin/blockyard.wasm ./cmd/blockyard
	@bin/blockyard try --digest $(LESSONS) > bin/digest-native.txt
	@.ci/wasm bin/blockyard.wasm try --digest $(LESSONS) > bin/digest-wasm.txt
	@cat bin/digest-native.txt; diff bin/digest-native.txt bin/digest-wasm.txt || { echo 'WebAssembly computed something else'; exit 1; }
	@test "$$(wc -l < bin/digest-native.txt)" -eq $(words $(LESSONS)) || { echo 'not every lesson has a digest'; exit 1; }
	@echo '$(words $(LESSONS)) lessons: the same digests natively and in WebAssembly'

gen: ## rewrite what is generated: documents, and the answers in transcripts
	$(GO) generate ./...
	@for folder in $$(grep -rl 'flag.Bool("update"' --include='*_test.go' . | xargs -rn 1 dirname | sort -u); do \
		echo "$(GO) test $$folder -update"; $(GO) test "$$folder" -update; done

fmt: ## format every Go file
	$(GO) run $(GOFUMPT) -l -w .
