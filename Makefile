# The commands of a developer. Only Go is needed; the notebooks need python3, too.
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME   ?= 10s
CORES      := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

.PHONY: all build test race lint staticcheck fuzz-short bench cross clean

all: build

build:
	CGO_ENABLED=0 go build -trimpath -o bin/zhibiao ./cmd/zhibiao

# test is everything that must hold before a change is merged; its last lines are those of go test.
test: lint
	go test -shuffle=on ./...

race:
	go test -race -shuffle=on ./...

lint:
	@fmt=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$fmt" ]; then echo "gofmt -w these files:"; echo "$$fmt"; exit 1; fi
	go vet ./...

# staticcheck comes through the module proxy, so it is apart from lint, which needs no network.
staticcheck:
	go run $(STATICCHECK) $(or $(STATICCHECK_ARGS),./...)

# fuzz-short runs every fuzz target for FUZZTIME.
fuzz-short:
	@set -e; for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "== $$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

bench:
	go test -run '^$$' -bench . -benchmem ./...

# cross builds for every platform that we say we support.
cross:
	@set -e; for os in linux darwin windows; do for arch in amd64 arm64; do \
		echo "== $$os/$$arch"; CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -o /dev/null ./cmd/zhibiao; \
	done; done

clean:
	rm -rf bin out
