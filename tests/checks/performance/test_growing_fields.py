from __future__ import annotations

from collections.abc import Callable

import pytest

Found = Callable[..., list[int]]

RULE = "performance/unbounded-growth"

_SERVICE = "@Service\nclass Prices {\n  private final Map<String, Price> known = new HashMap<>();\n  %s\n}\n"
_NEST = (
    "@Injectable()\nexport class Prices {\n  private readonly known = new Map<string, Price>();\n  %s\n}\n"
)

BAD = {
    "computed": ("Prices.java", _SERVICE % "Price of(String c) { return known.computeIfAbsent(c, client::price); }", [4]),
    "put": ("Prices.java", _SERVICE % "void keep(String c, Price p) { known.put(c, p); }", [4]),
    "a static field": ("Prices.java", "class Prices {\n  static final List<String> LOG = new ArrayList<>();\n  void log(String s) { LOG.add(s); }\n}\n", [3]),
    "a cache without a limit": ("Prices.java", "class Prices {\n  private final Cache<String, Price> c = Caffeine.newBuilder().build();\n}\n", [2]),
    "a pool for each request": ("Prices.java", '@RestController\nclass Prices {\n  @PostMapping("/x")\n  void f() {\n    Executors.newCachedThreadPool().submit(this::run);\n  }\n}\n', [5]),
    "a singleton in TypeScript": ("prices.ts", _NEST % "keep(c: string, p: Price) { this.known.set(c, p); }", [4]),
}  # fmt: skip
GOOD = {
    "taken out": ("Prices.java", _SERVICE % "void a(String c, Price p) { known.put(c, p); } void b(String c) { known.remove(c); }"),
    "counted": ("Prices.java", _SERVICE % "void a(String c, Price p) { if (known.size() > 9) { known.clear(); } known.put(c, p); }"),
    "at the start": ("Prices.java", _SERVICE % "@PostConstruct void fill() { known.put(next(), null); }"),
    "by class": ("Prices.java", _SERVICE % "Price of(Class<?> type) { return known.computeIfAbsent(type, client::price); }"),
    "no singleton": ("Prices.java", "class Builder {\n  private final List<String> parts = new ArrayList<>();\n  void and(String s) { parts.add(s); }\n}\n"),
    "a cache with a limit": ("Prices.java", "class Prices {\n  private final Cache<String, Price> c = Caffeine.newBuilder().maximumSize(9).build();\n}\n"),
    "deleted in TypeScript": ("prices.ts", _NEST % "keep(c: string, p: Price) { this.known.set(c, p); setTimeout(() => this.known.delete(c), 99); }"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "code", "lines"), BAD.values(), ids=BAD.keys())
def test_a_field_that_only_grows_is_found(path: str, code: str, lines: list[int], found: Found) -> None:
    assert found(code, path) == lines


@pytest.mark.parametrize(("path", "code"), GOOD.values(), ids=GOOD.keys())
def test_a_bounded_field_is_silent(path: str, code: str, found: Found) -> None:
    assert found(code, path) == []


def test_keys_of_an_enum_of_the_repository_are_few(found: Found) -> None:
    code = _SERVICE % "Price of(Level level) { return known.computeIfAbsent(level, client::price); }"
    assert found(code, "Prices.java", Level_DOT_java="public enum Level { LOW, HIGH }\n") == []
