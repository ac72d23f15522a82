"""Simple mermaid ``xychart-beta`` blocks as inline SVG; other diagrams stay code."""

from __future__ import annotations

import re

from markdown_it.common.utils import escapeHtml

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 640, 260, 44, 34, 30
_LIMIT = 40


def svg_of(source: str) -> str | None:
    """The chart as SVG, or None when the source is no simple one."""
    if not source.lstrip().startswith("xychart"):
        return None
    names = _list(source, r"x-axis[^\[\n]*\[(.*?)\]")
    values = _numbers(_list(source, r"\bbar\s*[^\[\n]*\[(.*?)\]"))
    lines = _numbers(_list(source, r"\bline\s*[^\[\n]*\[(.*?)\]"))
    shown = values or lines
    if not shown or len(shown) > _LIMIT:
        return None
    title = re.search(r'title\s+"?([^"\n]+)"?', source)
    axis = re.search(r"y-axis.*?(-?[\d.]+)\s*-->\s*(-?[\d.]+)", source)
    try:
        low, high = (
            (float(axis.group(1)), float(axis.group(2))) if axis else (0.0, max((*shown, *lines)) or 1.0)
        )
    except ValueError:
        return None
    span = (high - low) or 1.0
    step = (_WIDTH - _LEFT) / len(shown)
    parts = [_text(_WIDTH / 2, 18, title.group(1) if title else "", "middle", "title")]
    for tick in range(5):
        level = low + span * tick / 4
        y = _y(level, low, span)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_text(_LEFT - 6, y + 4, f"{level:g}", "end", "tick"))
    for index, value in enumerate(values):
        y, zero = _y(value, low, span), _y(low, low, span)
        x = _LEFT + step * (index + 0.18)
        parts.append(
            f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{step * 0.64:.1f}" height="{max(zero - y, 0):.1f}"/>'
        )
        parts.append(_text(x + step * 0.32, y - 4, f"{value:g}", "middle", "tick"))
    if lines:
        points = " ".join(
            f"{_LEFT + step * (i + 0.5):.1f},{_y(v, low, span):.1f}" for i, v in enumerate(lines)
        )
        parts.append(f'<polyline class="trend" points="{points}"/>')
    for index, name in enumerate(names[: len(shown)]):
        parts.append(_text(_LEFT + step * (index + 0.5), _HEIGHT - 12, name, "middle", "tick"))
    label = escapeHtml(title.group(1) if title else "chart")
    return f'<svg class="chart" role="img" aria-label="{label}" viewBox="0 0 {_WIDTH} {_HEIGHT}">{"".join(parts)}</svg>'


def _list(source: str, pattern: str) -> list[str]:
    found = re.search(pattern, source)
    return [part.strip().strip('"') for part in found.group(1).split(",")] if found else []


def _numbers(texts: list[str]) -> list[float]:
    try:
        return [float(text) for text in texts]
    except ValueError:
        return []


def _y(value: float, low: float, span: float) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * (value - low) / span


def _text(x: float, y: float, text: str, anchor: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escapeHtml(text)}</text>'
