# make                            builds .build/release/teorell
# make install PREFIX=/usr/local  puts the program and its data files there (DESTDIR is respected)
# make uninstall                  takes them away again
# make test                       what ./test does

PREFIX ?= /usr/local
DESTDIR ?=
bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share/teorell
data = Physiology Compounds Studies

.PHONY: build test install uninstall

build:
	@root="$(CURDIR)" bash -c '. Scripts/setup.sh; prepare_program'

test:
	@./test

install: build
	install -d "$(bin)" "$(share)"
	install -m 755 .build/release/teorell "$(bin)/teorell"
	for folder in $(data); do rm -rf "$(share)/$$folder" && cp -R "$$folder" "$(share)/$$folder" || exit 1; done

uninstall:
	rm -f "$(bin)/teorell"
	for folder in $(data); do rm -rf "$(share)/$$folder"; done
	rmdir "$(share)" 2>/dev/null || true
