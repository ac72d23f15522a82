"""Dropped errors of functions in other packages, of writers, of futures; and the mend where it is mechanical."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.report import Finding

RULE = "error-handling/ignored-error-result"
STORE = """package store

type Store struct{}

func New() *Store { return nil }

func (s *Store) Keep(ctx context.Context) error { return nil }

func (s *Store) Size() int { return 1 }

func Prune(n int) (int, error) { return 0, nil }
"""
STATS = """package stats

type Stats struct{}

func (s *Stats) Keep(ctx context.Context) {}
"""
API = """package api

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"io"
	"os"
	"strconv"

	"example.com/x/internal/stats"
	"example.com/x/internal/store"
)

type Handler struct {
	store *store.Store
	stats *stats.Stats
}

func (h *Handler) Do(ctx context.Context, in *os.File) error {
	%s
	return nil
}
"""


def findings(path: str, text: str, **others: str) -> tuple[Finding, ...]:
    files = {"internal/store/store.go": STORE, "internal/stats/stats.go": STATS, path: text, **others}
    report = review(in_memory(files), only=[RULE])
    assert report.errors == ()
    return tuple(f for f in report.findings if f.path == path)


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("h.store.Keep(ctx)", True),
        ("h.store.Size()", False),
        ("h.stats.Keep(ctx)", False),
        ("store.Prune(1)", True),
        ("s := store.New()\n\t_ = s.Keep(ctx)", True),
        ("defer h.store.Keep(ctx)", False),
        ('in.WriteString("x")', True),
        ("in.Close()", False),
        ('out, err := os.Create("a")\n\tif err != nil {\n\t\treturn err\n\t}\n\tout.Close()', True),
        ('out, err := os.Open("a")\n\tif err != nil {\n\t\treturn err\n\t}\n\tout.Close()', False),
        ("z := gzip.NewWriter(in)\n\tz.Close()", True),
        ("z := gzip.NewWriter(in)\n\tdefer z.Close()", False),
        ("b := bufio.NewWriter(in)\n\tb.WriteString(text)\n\tb.Flush()", True),
        ("d := sha256.New()\n\td.Write(text)", False),
        ("d := sha256.New()\n\tio.WriteString(d, text)", False),
        ('limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))\n\tuse(limit)', False),
        ('id, _ := strconv.Atoi(r.URL.Query().Get("id"))\n\tuse(id)', True),
    ],
)
def test_errors_of_other_packages_and_of_writers_are_known(code, bad):
    assert bool(findings("internal/api/do.go", API % code)) is bad


@pytest.mark.parametrize(
    ("code", "mended"),
    [
        ("h.store.Keep(ctx)", "\tif err := h.store.Keep(ctx); err != nil {\n\t\treturn err\n\t}"),
        ("store.Prune(1)", "\tif _, err := store.Prune(1); err != nil {\n\t\treturn err\n\t}"),
        (
            "n, _ := store.Prune(1)\n\tuse(n)",
            "\tn, err := store.Prune(1)\n\tif err != nil {\n\t\treturn err\n\t}",
        ),
    ],
)
def test_an_error_is_handed_on_where_the_function_gives_nothing_else(code, mended):
    (found,) = findings("internal/api/do.go", API % code)
    assert found.suggestion is not None
    assert found.suggestion.replacement == mended
    other = (API % code).replace(") error {", ") (int, error) {").replace("return nil", "return 0, nil")
    assert [f.suggestion for f in findings("internal/api/do.go", other)] == [None]


JAVA = """package a;

class Sender {{
    CompletableFuture<Void> send(String text) {{ return client.send(text); }}

    Mono<Void> store(String text) {{ return repository.save(text); }}

    @Async
    CompletableFuture<Void> later(String text) {{ return null; }}

    void {name}(java.io.File file, java.io.File tempFile) {{
        {code}
    }}
}}
"""


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ('send("a");', True),
        ('send("a").join();', False),
        ('later("a");', False),
        ('this.store("a");', True),
        ('store("a").subscribe();', False),
        ("file.delete();", True),
        ("if (!file.delete()) { log(file); }", False),
        ("tempFile.delete();", False),
        ("try { work(); } finally { file.delete(); }", False),
    ],
)
def test_futures_and_flags_that_java_methods_give_are_looked_at(code, bad):
    assert bool(findings("src/Sender.java", JAVA.format(name="run", code=code))) is bad


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("let _ = std::fs::write(path, text);", True),
        ("let _ = self.save()?;", False),
        ("let _ = std::fs::remove_file(path);", False),
        ("let _ = lock.write();", False),
    ],
)
def test_a_rust_result_in_the_blank_is_dropped_unless_handed_on(code, bad):
    text = f"fn keep(&self) -> std::io::Result<()> {{\n    {code}\n    Ok(())\n}}\n"
    assert bool(findings("src/keep.rs", text)) is bad
