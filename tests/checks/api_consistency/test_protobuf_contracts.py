"""Protobuf files: what is read, what breaks clients, what hostile files do."""

from __future__ import annotations

import time

import pytest

from checks.api_consistency.protobuf import ProtoError, read_proto
from checks.api_consistency.protobuf_diff import differences
from checks.changes import in_memory
from checks.engine import review

FILE = """// A licence { of the file
edition = "2023";
package shop.v1;
import public "other.proto";
option (custom.file) = { nested: { a: 1 } list: ["x", "}"] };
extend google.protobuf.FieldOptions { string note = 50001; }

/* services
   of the shop */
service Shop {
  option (google.api.default_host) = "shop.example.com";
  rpc Get(GetRequest) returns (.shop.v1.Item) {
    option (google.api.http) = { get: "/v1/items/{id}" additional_bindings { get: "/v1/x" } };
    option deprecated = true;
  }
  rpc Watch(stream GetRequest) returns (stream Item);
}
message GetRequest { string id = 1 [(field_behavior) = REQUIRED, json_name = "ID"]; }
message Item {
  reserved 2, 5 to 7, 100 to max;
  reserved "old", 'older';
  extensions 50 to 60 [verification = UNVERIFIED];
  optional string
    name = 1;
  map<string, Item.Part> parts = 3;
  message Part { repeated group Row = 1 { required int32 cell = 0x2; } }
  oneof kind { option (x) = 1; int32 number = 8; string text = 9; }
  enum State { option allow_alias = true; ON = 0; UP = 0; OFF = -1; reserved 4; }
  State state = 4 [deprecated = true];
}
"""


def test_a_file_is_read_with_lines() -> None:
    file = read_proto("shop.proto", FILE)
    assert (file.package, file.syntax, file.package_line) == ("shop.v1", "2023", 3)
    assert set(file.messages) == {
        "shop.v1.GetRequest",
        "shop.v1.Item",
        "shop.v1.Item.Part",
        "shop.v1.Item.Part.Row",
    }
    item = file.messages["shop.v1.Item"]
    assert [(f.name, f.number, f.type, f.label, f.oneof) for f in item.fields] == [
        ("name", 1, "string", "optional", ""),
        ("parts", 3, "map<string, Item.Part>", "map", ""),
        ("number", 8, "int32", "", "kind"),
        ("text", 9, "string", "", "kind"),
        ("state", 4, "State", "", ""),
    ]
    assert item.fields[0].line == 23
    assert item.reserved.has(6, "old") == (True, True)
    assert item.reserved.has(1_000, "new") == (True, False)
    assert item.reserved.has(8, "new") == (False, False)
    assert file.messages["shop.v1.Item.Part.Row"].fields[0].number == 2
    assert [(v.name, v.number) for v in file.enums["shop.v1.Item.State"].values] == [
        ("ON", 0),
        ("UP", 0),
        ("OFF", -1),
    ]
    rpcs = file.services["shop.v1.Shop"].rpcs
    assert rpcs["Get"].deprecated
    assert (rpcs["Watch"].streams_request, rpcs["Watch"].streams_response, rpcs["Watch"].line) == (
        True,
        True,
        16,
    )
    assert file.messages["shop.v1.GetRequest"].fields[0].json_name == "ID"


@pytest.mark.parametrize(
    "text",
    [
        "message A {",
        "/* never ends",
        "message A { string a = x; }",
        'message A { string a = 1; } "',
        "message A { string a = " + "9" * 5_000 + "; }",
        "message A {" * 200 + "}" * 200,
        "\0",
        "service S { rpc A(B) gives (C); }",
        "message A {} }",
        "service S { ) }",
        "enum E { ] }",
        "service S { rpc A(B) returns (C) { > } }",
    ],
)
def test_what_is_no_protobuf_file_is_refused(text: str) -> None:
    with pytest.raises(ProtoError):
        read_proto("bad.proto", text)


@pytest.mark.parametrize(
    "piece", ["/*", "//", "{", "'", "reserved ", "[", "message A { ", "\n", "option (a) = {"]
)
def test_a_hostile_file_takes_no_longer_than_its_length(piece: str) -> None:
    begin = time.monotonic()
    try:
        read_proto("bad.proto", piece * (600_000 // len(piece)))
    except ProtoError:
        pass
    assert time.monotonic() - begin < 10


def _messages(base: str, head: str) -> list[str]:
    files = [read_proto("a.proto", 'syntax = "proto3"; package p.v1;\n' + t) for t in (base, head)]
    return [c.message for c in differences(files[:1], files[1:], {"a.proto": "a.proto"}) if c.breaking]


@pytest.mark.parametrize(
    ("base", "head", "words"),
    [
        ("message A { string x = 1; oneof k { string y = 2; } }", "message A { oneof k { string x = 1; string y = 2; } }", "moves into the oneof"),
        ("message A { oneof k { string x = 1; } }", "message A { string x = 1; }", "leaves the oneof"),
        ("message A { reserved 3; }", "message A { reserved 4; string x = 3; }", "which was reserved"),
        ("message A { map<string, int32> x = 1; }", "message A { map<string, string> x = 1; }", "type of `A.x`"),
        ("message A { int32 x = 1; }", "message A { int64 x = 1; }", "large values are cut off"),
        ("message A {} message B {}", "message B {}", "message `A` is removed"),
        ("enum E { Z = 0; A = 1; } message M { E e = 1; }", "message M { string e = 1; }", "enumeration `E` is removed"),
        ("service S { rpc A(X) returns (Y); } message X {} message Y {}", "message Q {}", "service `S` is removed"),
    ],
)  # fmt: skip
def test_what_breaks_is_told_once(base: str, head: str, words: str) -> None:
    found = _messages(base, head)
    assert len([m for m in found if words in m]) == 1, found


@pytest.mark.parametrize(
    ("base", "head"),
    [
        ("message A { B b = 1; } message B {}", "message A { p.v1.B b = 1; } message B {}"),
        ("message A { map<string, B> b = 1; } message B {}", "message A { map<string, .p.v1.B> b = 1; } message B {}"),
        ("message A { string x = 1; }", "message A { optional string x = 1; }"),
        ("service S { rpc A(X) returns (X) { option deprecated = true; } rpc B(X) returns (X); } message X {}",
         "service S { rpc B(X) returns (X); } message X {}"),
        ("message A { oneof k { string x = 1; } }", "message A { oneof kind { string x = 1; } }"),
        ("enum E { Z = 0; A = 1; }", "enum E { option allow_alias = true; Z = 0; A = 1; B = 1; }"),
    ],
)  # fmt: skip
def test_what_breaks_nobody_is_silent(base: str, head: str) -> None:
    assert _messages(base, head) == []


def _found(head: dict[str, str], base: dict[str, str]) -> list[str]:
    report = review(in_memory(dict(head), dict(base)), only=["api-consistency/breaking-change"])
    assert report.errors == ()
    return [f"{f.path}:{f.line}" for f in report.findings]


ONE = 'syntax = "proto3";\npackage p.v1;\nmessage A {\n  string x = 1;\n}\n'


def test_a_deleted_file_is_told_on_its_first_line_unless_its_things_moved() -> None:
    assert _found({"keep.txt": "x"}, {"p/a.proto": ONE, "keep.txt": "x"}) == ["p/a.proto:1"]
    assert _found({"q/b.proto": ONE}, {"p/a.proto": ONE}) == []


def test_unstable_and_internal_packages_may_change() -> None:
    for package in ("p.v1alpha1", "p.v2beta3", "p.internal.v1"):
        base = ONE.replace("p.v1", package)
        assert _found({"a.proto": base.replace("= 1", "= 2")}, {"a.proto": base}) == []


def test_a_new_version_of_the_package_may_break() -> None:
    assert (
        _found({"p/a.proto": ONE.replace("p.v1", "p.v2").replace("string", "bytes")}, {"p/a.proto": ONE})
        == []
    )
    assert _found({"p/a.proto": ONE.replace("p.v1", "q.v1")}, {"p/a.proto": ONE}) == ["p/a.proto:2"]


def test_a_broken_head_is_not_taken_for_a_removal() -> None:
    assert _found({"a.proto": ONE + "message {"}, {"a.proto": ONE}) == []
