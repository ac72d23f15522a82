from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "performance/sequential-await"

BAD = {
    "app/a.py": [
        "async def f(urls, client):\n    out = []\n    for u in urls:\n        out.append(await client.get(u))\n    return out\n",
        "async def f(urls, http):\n    out = []\n    for u in urls:\n        r = await http.get(u)\n        out.append(await r.json())\n    return out\n",
        "async def f(ids):\n    return {i: await fetch_user(i) for i in ids}\n",
        "async def f(self, ids):\n    out = []\n    for i in ids:\n        out.append(await self.load_user(i))\n    return out\n",
    ],
    "src/a.ts": [
        "export async function f(urls) {\n  const out = [];\n  for (const u of urls) {\n    out.push(await loadPage(u));\n  }\n  return out;\n}\n",
        "export async function f(paths) {\n  const out = {};\n  for (const p of paths) {\n    out[p] = await readFile(p, 'utf8');\n  }\n  return out;\n}\n",
        "export async function f(ids) {\n  const out = [];\n  for (let i = 0; i < ids.length; i++) {\n    const u = await api.getUser(ids[i], i);\n    out.push(u);\n  }\n  return out;\n}\n",
    ],
}
GOOD = {
    "app/a.py": [
        "async def f(stream):\n    async for chunk in stream:\n        await fetch(chunk)\n",
        "async def f(urls, limiter):\n    out = []\n    for u in urls:\n        async with limiter:\n            out.append(await fetch(u))\n",
        "async def f(conn, ids):\n    out = []\n    for i in ids:\n        out.append(await conn.fetch_one(i))\n",
        "async def f(items):\n    for i in items:\n        await save(i)\n",
        "async def f(items, total=0):\n    for i in items:\n        total = await fetch_total(i, total)\n    return total\n",
        "async def f():\n    for name in ('a', 'b'):\n        x = await fetch(name)\n        print(x)\n",
        "async def f(mirrors):\n    for u in mirrors:\n        r = await fetch(u)\n        if r.ok:\n            break\n",
        "async def f(batches):\n    for batch in batches:\n        r = await fetch_many(batch)\n        print(r)\n",
    ],
    "src/a.ts": [
        "export async function f(urls) {\n  for (const u of urls) {\n    const r = await fetchPage(u);\n    use(r);\n    await sleep(100);\n  }\n}\n",
        "export async function f(urls) {\n  // eslint-disable-next-line no-await-in-loop\n  for (const u of urls) {\n    const r = await fetchPage(u);\n    use(r);\n  }\n}\n",
        "export const f = (urls) => Promise.all(urls.map(async (u) => await fetchPage(u)));\n",
        "export async function f(steps) {\n  for (const s of steps) {\n    await s.run();\n  }\n}\n",
        "export async function f(selectors, page) {\n  const out = [];\n  for (const s of selectors) {\n    out.push(await page.getText(s));\n  }\n  return out;\n}\n",
    ],
}


def _params(cases: dict[str, list[str]]) -> list[object]:
    return [
        pytest.param(path, code, id=f"{path}-{n}")
        for path, codes in cases.items()
        for n, code in enumerate(codes)
    ]


@pytest.mark.parametrize(("path", "code"), _params(BAD))
def test_independent_reads_in_a_row_are_found(path: str, code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code, path)) == 1


@pytest.mark.parametrize(("path", "code"), _params(GOOD))
def test_awaits_that_belong_in_a_row_are_silent(
    path: str, code: str, found: Callable[..., list[int]]
) -> None:
    assert found(code, path) == []
