# The commands of a developer. Only Go is needed; the notebooks need python3, too.
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.9.0
FUZZTIME   ?= 10s

.PHONY: all build test race lint staticcheck vulncheck fuzz-short bench bench-go cross clean notebooks-if-python soak

all: build

# The client of Google Cloud Storage speaks HTTP here. Without what it brings for gRPC within Google's network, a start
# takes a quarter less time and the binary is a sixth smaller; all works without the tag, too.
TAGS = -tags disable_grpc_modules

build:
	CGO_ENABLED=0 go build -trimpath $(TAGS) -o bin/zhibiao ./cmd/zhibiao

# test is everything that must hold before a change is merged; its last lines are those of go test.
test: lint notebooks-if-python
	@python=$$PWD/notebooks/.venv/bin/python; if [ -x "$$python" ]; then \
		echo "ZHIBIAO_PYTHON=$$python go test -shuffle=on ./..."; ZHIBIAO_PYTHON=$$python go test -shuffle=on ./...; \
	else \
		echo "other readers of the tables (DuckDB, pyarrow, pandas, polars): no notebooks/.venv here: left out"; go test -shuffle=on ./...; \
	fi

include notebooks/notebooks.mk

# The notebooks need Python 3.11; a machine with nothing but Go runs all the other tests.
notebooks-if-python:
	@if python3 -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		$(MAKE) --no-print-directory notebooks; \
	else echo "notebooks: no python3 of 3.11 or later here: left out"; fi

# soak runs the long forms of the tests of the promises: kills, faults, power cuts, damages, a million documents.
soak:
	ZHIBIAO_SOAK=1 go test -timeout 60m ./pipeline/dataset ./cmd/zhibiao
	ZHIBIAO_SOAK=1 go test -timeout 60m -v -run TestVolume ./internal/hostile
	ZHIBIAO_SOAK=1 go test -timeout 120m -v ./internal/soak
	ZHIBIAO_SOAK=1 go test -timeout 240m -race -v -run 'TestKill$$' ./internal/soak

race:
	go test -race -timeout 35m -shuffle=on ./...

lint:
	@fmt=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$fmt" ]; then echo "gofmt -w these files:"; echo "$$fmt"; exit 1; fi
	go vet ./...

# staticcheck comes through the module proxy, so it is apart from lint, which needs no network.
staticcheck:
	go run $(STATICCHECK) $(or $(STATICCHECK_ARGS),./...)

# vulncheck asks the Go vulnerability database, which must be reached for it.
vulncheck:
	go run $(GOVULNCHECK) ./...

# fuzz-short runs every fuzz target for FUZZTIME.
fuzz-short:
	@set -e; for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "== $$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

# bench measures whole runs against yardsticks and writes docs/performance.md; it takes some six minutes and wants an
# idle machine (BENCH_ARGS=-short: minutes). bench-go runs the benchmarks of the packages.
bench:
	go run ./internal/bench $(BENCH_ARGS)

bench-go:
	go test -run '^$$' -bench . -benchmem ./...

# cross builds for every platform that we say we support; each takes a minute of both cores on a cold cache.
PLATFORMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

cross:
	@set -e; for p in $(PLATFORMS); do echo "== $$p"; \
		CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} go build $(TAGS) -o /dev/null ./cmd/zhibiao; done

clean:
	rm -rf bin out
