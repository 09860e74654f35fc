# One non-recursive Makefile.  Sources are found, dependencies come from the
# compiler; nothing is listed twice.

VERSION := 0.1.0

BUILD   ?= build
prefix  ?= /usr/local
DESTDIR ?=
ifeq ($(origin CC),default)
CC := gcc
endif
CFLAGS  ?= -O2 -g
LDFLAGS ?=

STAGES   := $(filter-out driver,$(patsubst %/main.c,%,$(wildcard */main.c)))
PROGRAMS := $(STAGES:%=$(BUILD)/ilo-%) $(if $(wildcard driver/main.c),$(BUILD)/ilo)

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc) --output-sync=target --no-print-directory
endif

# `make V=1` shows the commands.
Q   = $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

# Asked when first used, so that `make setup demo` can install pkg-config first.
PACKAGES    := libxml-2.0 libxslt libexslt gsl sqlite3 icu-i18n icu-uc jansson libcrypto \
	libseccomp libzip zlib xmlsec1-openssl libcurl inih
PKG_CFLAGS   = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS     = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
	-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wcast-qual \
	-Wpointer-arith -Wformat=2 -Wundef -Wvla -Wdouble-promotion \
	-Wimplicit-fallthrough -Wno-overlength-strings
HARDENING := -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -fPIE
LINK_HARDENING := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed

# Same bytes from the same source, wherever it lies and however wide the
# machine's registers are.
ALL_CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L -D_FORTIFY_SOURCE=2 \
	-DILO_VERSION='"$(VERSION)"' -I. -I$(BUILD) $(WARNINGS) $(HARDENING) \
	-fno-common -ffp-contract=off -ffile-prefix-map=$(CURDIR)=. \
	$(CFLAGS) $(PKG_CFLAGS)
ALL_LIBS = $(PKG_LIBS) -lcsv -lglpk -lm

sources = $(wildcard $(1)/*.c $(1)/*/*.c)
objects = $(patsubst %.c,$(BUILD)/%.o,$(call sources,$(1)))
without_main = $(filter-out $(BUILD)/$(1)/main.o,$(call objects,$(1)))

TEST_SOURCES := $(wildcard tests/*/test_*.c)
TESTS        := $(TEST_SOURCES:%.c=$(BUILD)/%) $(BUILD)/tests/oracle \
	$(BUILD)/tests/simulate/simulate
FUZZED       := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAYS      := $(FUZZED:%=$(BUILD)/tests/fuzz/replay_%)
OBJECTS      := $(foreach d,common $(STAGES) driver,$(call objects,$(d)))

.PHONY: setup all check demo bench lint asan valgrind kill why differ simulate identical fuzz office browser \
	install uninstall clean dist golden
.DELETE_ON_ERROR:

all: $(PROGRAMS)

setup:
	@.ci/setup

# ---- build ----------------------------------------------------------------

$(BUILD)/generated/register_sql.h: common/register.sql
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q){ echo 'static const char register_sql[] = {'; \
	  od -An -v -tx1 $< | sed "s/ \(..\)/'\\\\x\1',/g"; echo '0};'; } >$@

$(BUILD)/common/register.o: $(BUILD)/generated/register_sql.h

$(BUILD)/%.o: %.c | $(filter setup,$(MAKECMDGOALS))
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/libcommon.a: $(call objects,common)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcsD $@ $^

define stage
$(BUILD)/ilo-$(1): $(call objects,$(1)) $(BUILD)/libcommon.a
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(CFLAGS) $$(LDFLAGS) $$(LINK_HARDENING) -o $$@ $$^ $$(ALL_LIBS)
endef
$(foreach s,$(STAGES),$(eval $(call stage,$(s))))

$(BUILD)/ilo: $(call objects,driver) $(BUILD)/libcommon.a
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(LINK_HARDENING) -o $@ $^ $(ALL_LIBS)

# ---- tests ----------------------------------------------------------------

# Tests are compiled quickly, what they test as it is shipped.
$(BUILD)/tests/%.o: ALL_CFLAGS += -O1

# A stage as an archive, so that a test links what it needs of it.
define archive
$(BUILD)/tests/lib$(1).a: $(call without_main,$(1))
	@mkdir -p $$(@D)
	$$(call say,AR,$$@)
	$$(Q)rm -f $$@ && $$(AR) rcsTD $$@ $$^
endef
$(foreach s,$(STAGES) driver,$(eval $(call archive,$(s))))

define test
$(BUILD)/tests/$(1)/test_%: $(BUILD)/tests/$(1)/test_%.o \
		$(if $(filter common,$(1)),,$(BUILD)/tests/lib$(1).a) \
		$(BUILD)/libcommon.a
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(CFLAGS) $$(LDFLAGS) -pie -o $$@ $$^ $$(ALL_LIBS) -lcmocka
endef
$(foreach d,common $(STAGES) driver,$(eval $(call test,$(d))))

$(BUILD)/tests/oracle: $(call objects,tests/topics) \
		$(BUILD)/tests/libanalyze.a $(BUILD)/libcommon.a
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pie -o $@ $^ $(ALL_LIBS)

$(BUILD)/tests/simulate/simulate: $(call objects,tests/simulate) \
		$(BUILD)/tests/libanalyze.a $(BUILD)/libcommon.a
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pie -o $@ $^ $(ALL_LIBS)

# A harness with libFuzzer around it, or with replay.c.
FUZZ_OBJECTS = $(BUILD)/tests/libingest.a $(BUILD)/libcommon.a
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(FUZZ_OBJECTS)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(ALL_LIBS)
$(BUILD)/tests/fuzz/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o \
		$(BUILD)/tests/fuzz/replay.o $(FUZZ_OBJECTS)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -pie -o $@ $^ $(ALL_LIBS)

.SECONDARY: $(FUZZED:%=$(BUILD)/tests/fuzz/fuzz_%.o) $(BUILD)/tests/fuzz/replay.o
.SECONDARY: $(TEST_SOURCES:%.c=$(BUILD)/%.o)

check: $(PROGRAMS) $(TESTS) $(REPLAYS)
	@BUILD=$(BUILD) tests/run $(ONLY)

# The same suite under sanitizers and under valgrind, which is slow: ONLY="test_
# transform" takes the files whose path holds one of the words.
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
asan:
	@$(MAKE) BUILD=build-asan CFLAGS="-O1 -g $(SANITIZE)" \
		HARDENING=-fPIE LDFLAGS="$(SANITIZE)" check

valgrind: $(PROGRAMS) $(TESTS) $(REPLAYS)
	@tests/valgrind/wrap $(BUILD) build-valgrind
	@BUILD=build-valgrind SCALE=small tests/run $(ONLY)

# Slow: libFuzzer on each harness of tests/fuzz, or on those named in PARTS.
FUZZ_SECONDS ?= 600
FUZZ_FLAGS   := -fsanitize=address,undefined -fno-sanitize-recover=all
fuzz:
	@$(MAKE) BUILD=build-fuzz CC=clang HARDENING= LDFLAGS="$(FUZZ_FLAGS)" \
		CFLAGS="-O1 -g -fsanitize=fuzzer-no-link $(FUZZ_FLAGS)" \
		$(FUZZED:%=build-fuzz/tests/fuzz/fuzz_%)
	@tests/fuzz/run build-fuzz $(FUZZ_SECONDS) $(PARTS)

# Slow: processes killed at random points, then run again.
kill: $(PROGRAMS)
	@BUILD=$(BUILD) tests/run --slow kill

# Slow, a minute or two: every figure of the whole samples, and what it was made from.
why: $(PROGRAMS)
	@BUILD=$(BUILD) tests/run --slow why

# Slow: many more documents for which plain rows and the schema must agree.
differ: $(BUILD)/tests/common/test_plain_documents
	@DIFFER=1000000 $<

# Slow, some minutes: coverage of intervals and rates of false alarms, from a
# seed, against their bounds.
simulate: $(BUILD)/tests/simulate/simulate
	@$(BUILD)/tests/simulate/simulate

# Slow: the same bytes from each compiler, each optimisation and any number of
# threads.
identical: $(PROGRAMS)
	@BUILD=$(BUILD) tests/identical

# Slow: a spreadsheet program opens, fills in and converts the form.
office: $(PROGRAMS)
	@.ci/setup office
	@BUILD=$(BUILD) tests/run --slow office

browser: demo
	@tests/browser/run $(BUILD)

bench: $(PROGRAMS)
	@tests/bench/run $(BUILD)

# Write the expected files of the golden cases anew, to be read in git diff.
golden: $(PROGRAMS)
	@BUILD=$(BUILD) GOLDEN=write tests/run transform analyze render

lint:
	@$(MAKE) BUILD=build-lint CFLAGS="-O2 -Werror" CC=gcc all
	@$(MAKE) BUILD=build-clang CFLAGS="-O2 -Werror" CC=clang all
	@tests/lint

# ---- use ------------------------------------------------------------------

demo: $(PROGRAMS)
	@samples/demo $(BUILD)

install: $(PROGRAMS)
	install -d $(DESTDIR)$(prefix)/bin $(DESTDIR)$(prefix)/share/man/man1 \
		$(DESTDIR)$(prefix)/share/man/man5 \
		$(DESTDIR)$(prefix)/share/ilo/render
	install $(PROGRAMS) $(DESTDIR)$(prefix)/bin
	install -m 644 $(wildcard */ilo*.1) $(DESTDIR)$(prefix)/share/man/man1
	install -m 644 $(wildcard */ilo*.5) $(DESTDIR)$(prefix)/share/man/man5
	cp -R schema $(DESTDIR)$(prefix)/share/ilo
	cp -R $(filter-out %.c %.h %.1,$(wildcard render/*)) \
		$(DESTDIR)$(prefix)/share/ilo/render

uninstall:
	rm -f $(PROGRAMS:$(BUILD)/%=$(DESTDIR)$(prefix)/bin/%)
	rm -f $(patsubst %,$(DESTDIR)$(prefix)/share/man/man1/%,$(notdir $(wildcard */ilo*.1)))
	rm -f $(patsubst %,$(DESTDIR)$(prefix)/share/man/man5/%,$(notdir $(wildcard */ilo*.5)))
	rm -rf $(DESTDIR)$(prefix)/share/ilo

dist:
	git archive --format=tar --prefix=ilo-$(VERSION)/ HEAD | \
		gzip -9n >ilo-$(VERSION).tar.gz

clean:
	rm -rf build build-asan build-fuzz build-valgrind build-lint build-clang

-include $(patsubst %.o,%.d,$(OBJECTS) $(TEST_SOURCES:%.c=$(BUILD)/%.o) \
	$(call objects,tests/topics) $(call objects,tests/simulate)) $(wildcard $(BUILD)/tests/fuzz/*.d)
