"""Markdown as pages show it: no HTML of the writer's passes, only the few tags that GitHub's own texts need."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from bot.demo.standin.pages.chart import svg_of

_FOLD = re.compile(
    r"(?P<open><details(?P<unfolded> open)?>)?\s*(<summary>(?P<title>[^\n]*?)</summary>)?\s*(?P<close></details>)?",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SMALL = re.compile(r"<(/?(?:sub|sup|kbd)|br)\s*/?>", re.IGNORECASE)


def _details_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is just a ``details`` or ``summary`` tag."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    if not line.startswith("<") or _FOLD.fullmatch(line) is None:
        return False
    if not silent:
        token = state.push("details_tag", "", 0)
        token.content = line
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _small_rule(state: StateInline, silent: bool) -> bool:
    """The few tags for small text, which cannot reach beyond their paragraph."""
    found = _SMALL.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("small_tag", "", 0).content = found.group(1).lower()
    state.pos = found.end()
    return True


def _comment_block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment that begins a line hides everything up to the line that ends it; code shows comments as they are."""
    if not state.src.startswith("<!--", state.bMarks[start] + state.tShift[start]):
        return False
    if not silent:
        last = start
        while last < end and "-->" not in state.src[state.bMarks[last] : state.eMarks[last]]:
            last += 1
        state.line = min(last + 1, end)
    return True


def _comment_rule(state: StateInline, silent: bool) -> bool:
    """A comment within a line shows nothing."""
    found = _COMMENT.match(state.src, state.pos)
    if found is None:
        return False
    state.pos = found.end()
    return True


class _Renderer(RendererHTML):
    """Adds suggestions, charts and balanced ``details`` to the usual rendering."""

    def details_tag(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Open, close or title a fold; never more closes than opens."""
        found = _FOLD.fullmatch(tokens[idx].content)
        shown = ""
        if found and found.group("open"):
            env["open_folds"] = env.get("open_folds", 0) + 1
            shown += "<details open>" if found.group("unfolded") else "<details>"
        if found and found.group("title") is not None:
            plain = html.unescape(re.sub(r"</?[a-zA-Z]+>", "", found.group("title")))
            shown += f"<summary>{escapeHtml(plain)}</summary>"
        if found and found.group("close") and env.get("open_folds", 0) > 0:
            env["open_folds"] -= 1
            shown += "</details>"
        return shown

    def small_tag(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """One of the fixed small tags."""
        return f"<{tokens[idx].content}>"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Code; ``suggestion`` as the change it is, ``mermaid`` as a chart where it is a simple one."""
        token = tokens[idx]
        kind = token.info.strip().split(" ")[0]
        if kind == "suggestion":
            return _suggestion(env.get("replaced", ()), token.content)
        if kind == "mermaid":
            drawn = svg_of(token.content)
            if drawn is not None:
                return drawn
        return f"<pre><code>{escapeHtml(token.content)}</code></pre>\n"


def _suggestion(replaced: Sequence[str], content: str) -> str:
    rows = [f'<span class="line del">- {escapeHtml(line)}</span>' for line in replaced]
    rows += [f'<span class="line add">+ {escapeHtml(line)}</span>' for line in content.splitlines()]
    return f'<figure class="suggestion"><figcaption>Suggested change</figcaption><pre>{"".join(rows)}</pre></figure>'


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"]).disable(["image"])
    parser.block.ruler.before(
        "paragraph", "details_tag", _details_rule, {"alt": ["paragraph", "list", "blockquote"]}
    )
    parser.block.ruler.before(
        "paragraph", "comment_block", _comment_block_rule, {"alt": ["paragraph", "list", "blockquote"]}
    )
    parser.inline.ruler.before("autolink", "small_tag", _small_rule)
    parser.inline.ruler.before("autolink", "comment", _comment_rule)
    return parser


_PARSER = _parser()


def html_of(markdown: str | None, replaced: Sequence[str] = ()) -> Markup:
    """Safe HTML of a text; ``replaced`` are the lines that a suggestion in it would replace."""
    if not markdown:
        return Markup("")
    env: dict[str, Any] = {"replaced": replaced}
    shown = _PARSER.render(markdown, env)
    shown += "</details>" * env.get("open_folds", 0)
    return Markup(shown)
