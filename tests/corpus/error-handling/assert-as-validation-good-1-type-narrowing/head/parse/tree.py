"""Builds trees from tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"(?P<word>\w+)|(?P<sign>[()])")


@dataclass
class Node:
    name: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)


def parse(text: str) -> Node:
    root = Node("root")
    current: Node | None = root
    for match in TOKEN.finditer(text):
        assert current is not None
        word = match.group("word")
        if word:
            child = Node(word, current)
            current.children.append(child)
        elif match.group("sign") == "(":
            assert current.children, "a group follows a word"
            current = current.children[-1]
        else:
            current = current.parent
    assert isinstance(root, Node)
    return root


def depth(node: Node) -> int:
    result = 1 + max((depth(c) for c in node.children), default=0)
    assert result >= 1
    return result
