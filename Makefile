# Popscope. `make` alone lists the targets.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c

ADDR ?= 127.0.0.1:8080
GOROOT := $(shell go env GOROOT)
# Without inlining the engine is 82 kB smaller on the wire, and still far faster
# than anybody steps.
WASM_FLAGS := -trimpath -buildvcs=false -gcflags=all=-l -ldflags='-s -w'

.PHONY: help run single build wasm gen web site bench mutants test test-go test-race test-wasm test-web test-browser tools lint fmt clean screenshots

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build everything and serve it (ADDR=127.0.0.1:8080)
	build/popscope serve --addr $(ADDR)

build: site ## make build/popscope (one program, site included) and build/site (static files)
	find server/site -mindepth 1 ! -name README.txt -delete
	cp -R build/site/. server/site/
	go build -trimpath -buildvcs=false -ldflags='-s -w' -o build/popscope ./server

single: site ## make build/popscope.html: the whole site in one file that opens by double click
	cd web && npx vite build --logLevel warn --mode single --outDir ../build/single --emptyOutDir
	go run ./server lessons render --template build/single/index.html --out build/single
	node web/scripts/single.mjs build/single build/site build/popscope.html

site: wasm gen web/node_modules/.package-lock.json
	cd web && npm run --silent build
	go run ./server lessons render --template build/site/index.html --out build/site
	node web/scripts/offline.mjs build/site
	node web/scripts/compress.mjs build/site

wasm:
	@mkdir -p web/gen
	GOOS=js GOARCH=wasm go build $(WASM_FLAGS) -o web/gen/popscope.wasm ./wasm
	GOOS=js GOARCH=wasm go build $(WASM_FLAGS) -tags whole -o web/gen/popscope-whole.wasm ./wasm
	go run ./wasm/slim web/gen/popscope.wasm
	go run ./wasm/slim web/gen/popscope-whole.wasm
	cp $(GOROOT)/lib/wasm/wasm_exec.js web/gen/

gen: ## write the TypeScript types of the boundary anew
	go run ./wasm/abi/gen > web/src/abi.ts.new
	mv web/src/abi.ts.new web/src/abi.ts

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

test: tools lint test-go test-race test-wasm test-web test-browser ## run every test there is (installs what it needs on Debian)

test-go:
	go test ./...

test-race: ## the program's tests once more, watched for races; the engine has no goroutines
	CGO_ENABLED=1 go test -race ./server/... ./lessons/files

test-wasm: ## the engine's tests under Node's WebAssembly, whole, and what the page loads first
	GOOS=js GOARCH=wasm go test -short -tags whole -skip '^Fuzz' -exec="$(GOROOT)/lib/wasm/go_js_wasm_exec" ./sim/... ./wasm ./wasm/abi ./wasm/json
	GOOS=js GOARCH=wasm go test -short -exec="$(GOROOT)/lib/wasm/go_js_wasm_exec" ./wasm

test-web: web/node_modules/.package-lock.json gen
	cd web && npm run --silent typecheck && npm test --silent

test-browser: build single
	cd web && npm run --silent e2e && npm run --silent e2e:firefox

tools:
	@.ci/tools

mutants: tools ## break rule after rule, and see whether its tests notice; writes build/mutants.tsv (a quarter of an hour)
	go run ./sim/rfc/mutants -out build/mutants.tsv

bench: build ## measure; prints a table and writes build/bench.json
	node web/scripts/bench.mjs

lint: web/node_modules/.package-lock.json ## vet and staticcheck, natively and for js/wasm; Biome for TypeScript
	test -z "$$(gofmt -l sim wasm lessons server)" || { gofmt -l sim wasm lessons server; exit 1; }
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./wasm/... ./sim/...
	GOOS=js GOARCH=wasm go vet -tags whole ./wasm ./sim
	go tool staticcheck ./...
	staticcheck=$$(go tool -n staticcheck); GOOS=js GOARCH=wasm $$staticcheck ./wasm/... ./sim/... && GOOS=js GOARCH=wasm $$staticcheck -tags whole ./wasm ./sim
	cd web && npm run --silent lint

fmt: web/node_modules/.package-lock.json ## format Go and TypeScript
	gofmt -w sim wasm lessons server
	cd web && npm run --silent fmt

screenshots: build ## take the pictures of the README and of every size and theme
	node web/scripts/screenshots.mjs

clean: ## remove what was built
	rm -rf build web/gen web/test-results web/playwright-report
	find server/site -mindepth 1 ! -name README.txt -delete
