"""Statuses of error answers in more frameworks, and the ways a status is given before the answer."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "error-handling/wrong-status-on-error"


def found(path: str, text: str, base: str | None = None) -> list[int]:
    report = review(in_memory({path: text}, None if base is None else {path: base}), only=[RULE])
    assert report.errors == ()
    return [f.line for f in report.findings]


@pytest.mark.parametrize(
    ("body", "bad"),
    [
        ('if (!row) {\n    return { error: "gone" };\n  }', True),
        ('if (!row) {\n    reply.code(404);\n    return { error: "gone" };\n  }', False),
        ('if (!row) {\n    return reply.code(404).send({ error: "gone" });\n  }', False),
        ("return { errors: rows.map((r) => r.error) };", False),
    ],
)
def test_what_a_fastify_handler_returns_is_an_answer(body, bad):
    text = f"export async function show(request, reply) {{\n  const row = await find(request.params.id);\n  {body}\n  return row;\n}}\n"
    assert bool(found("src/rows.ts", text)) is bad


@pytest.mark.parametrize(
    ("body", "bad"),
    [
        ('ctx.body = { error: "gone" };', True),
        ('ctx.status = 404;\n    ctx.body = { error: "gone" };', False),
        ('ctx.body = { error: "gone" };\n    ctx.status = 404;', False),
    ],
)
def test_koa_gives_200_unless_told(body, bad):
    text = f"export async function show(ctx) {{\n  const row = await find(ctx.params.id);\n  if (!row) {{\n    {body}\n    return;\n  }}\n  ctx.body = row;\n}}\n"
    assert bool(found("src/rows.js", text)) is bad


@pytest.mark.parametrize(
    ("status", "bad"), [("200", True), ("500", False), ("HttpStatus.OK", True), ("err.statusCode", False)]
)
def test_a_cloud_function_states_its_status(status, bad):
    text = (
        "exports.handler = async (event) => {\n  try {\n    return await work(event);\n  } catch (err) {\n    log(err);\n"
        f"    return {{ statusCode: {status}, body: JSON.stringify({{ error: 'failed' }}) }};\n  }}\n}};\n"
    )
    assert bool(found("src/handler.js", text)) is bad


@pytest.mark.parametrize(
    ("guard", "bad"),
    [
        (
            "const parsed = schema.safeParse(req.body);\n  if (!parsed.success) return res.status(500).json({ error: 'no' });",
            True,
        ),
        (
            "const parsed = schema.safeParse(req.body);\n  if (!parsed.success) return res.status(400).json({ error: 'no' });",
            False,
        ),
        (
            "const { error } = schema.validate(req.body);\n  if (error) return res.status(500).json({ error: 'no' });",
            True,
        ),
        (
            "const errors = validationResult(req);\n  if (!errors.isEmpty()) return res.status(500).json({ error: 'no' });",
            True,
        ),
        (
            "const errors = validationResult(req);\n  if (!errors.isEmpty()) return res.status(422).json({ errors: errors.array() });",
            False,
        ),
        ("const stock = await load();\n  if (!stock) return res.status(500).json({ error: 'no' });", False),
    ],
)
def test_what_a_validator_refuses_is_the_clients_mistake(guard, bad):
    text = f"export async function create(req, res) {{\n  {guard}\n  res.status(201).json({{}});\n}}\n"
    assert bool(found("src/create.ts", text)) is bad


GO = """package api

import (
	"log"
	"net/http"
)

func (s *Server) Show(w http.ResponseWriter, r *http.Request) {
	%s
	write(w, row)
}
"""


@pytest.mark.parametrize(
    ("body", "bad"),
    [
        ("row, err := s.find(r.Context())\n\tif err != nil {\n\t\tlog.Println(err)\n\t\treturn\n\t}", True),
        (
            "row, err := s.find(r.Context())\n\tif err != nil {\n\t\tlog.Println(err)\n\t\thttp.Error(w, http.StatusText(500), 500)\n\t\treturn\n\t}",
            False,
        ),
        ("row, err := s.auth(w, r)\n\tif err != nil {\n\t\treturn\n\t}", False),
        (
            "conn, err := upgrader.Upgrade(w, r, nil)\n\tif err != nil {\n\t\tlog.Println(err)\n\t\treturn\n\t}",
            False,
        ),
        (
            "w.WriteHeader(http.StatusAccepted)\n\trow, err := s.find(r.Context())\n\tif err != nil {\n\t\tlog.Println(err)\n\t\treturn\n\t}",
            False,
        ),
        (
            'row, err := s.find(r.Context())\n\tif err != nil {\n\t\trespond(w, http.StatusOK, map[string]string{"error": "gone"})\n\t\treturn\n\t}',
            True,
        ),
        (
            'row, err := s.find(r.Context())\n\tif err != nil {\n\t\trespond(w, http.StatusNotFound, map[string]string{"error": "gone"})\n\t\treturn\n\t}',
            False,
        ),
    ],
)
def test_an_error_path_of_a_go_handler_answers(body, bad):
    assert bool(found("internal/api/show.go", GO % body)) is bad


def test_a_file_that_always_answers_200_has_an_envelope():
    head = 'from flask import jsonify\n\n\n@app.get("/{0}")\ndef get_{0}(id):\n    if id is None:\n        return jsonify({{"success": False, "error": "no id"}})\n    return jsonify({{"success": True}})\n\n\n'
    base = "".join(head.format(n) for n in "abc")
    assert found("api.py", base + head.format("d"), base) == []
    assert found("api.py", base + head.format("d"), base + "x = 1\n") == []
    assert found("api.py", head.format("d"), "x = 1\n") == [7]


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("data = Order(**request.get_json())", True),
        ("data = Order(**fetch_response(order_id).json())", False),
    ],
)
def test_a_request_that_a_model_refuses_is_not_our_failure(code, bad):
    text = (
        '@app.post("/orders")\ndef create():\n    try:\n'
        f'        {code}\n    except ValidationError:\n        return jsonify({{"error": "not valid"}}), 500\n    return save(data)\n'
    )
    assert bool(found("api.py", text)) is bad
