"""Error texts in answers, in the functions that frameworks call with what failed."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "error-handling/error-detail-leaked"


def found(path: str, text: str) -> bool:
    report = review(in_memory({path: text}), only=[RULE])
    assert report.errors == ()
    return bool(report.findings)


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ('@app.errorhandler(Exception)\ndef failed(e):\n    return {"error": str(e)}, 500\n', True),
        ('@app.errorhandler(OrderError)\ndef failed(e):\n    return {"error": str(e)}, 409\n', False),
        ('@app.errorhandler(404)\ndef gone(e):\n    return {"error": str(e)}, 404\n', False),
        (
            '@app.errorhandler(Exception)\ndef failed(e):\n    log.error("x", exc_info=e)\n    return {"error": "internal"}, 500\n',
            False,
        ),
        (
            "@app.errorhandler(Exception)\ndef failed(e):\n    if isinstance(e, HTTPException):\n        return jsonify(error=e.description, text=str(e)), e.code\n"
            '    return {"error": "internal"}, 500\n',
            False,
        ),
        (
            "@app.exception_handler(SQLAlchemyError)\nasync def failed(request, exc):\n    return JSONResponse(status_code=500, content={'detail': str(exc)})\n",
            True,
        ),
        (
            "@app.exception_handler(Exception)\nasync def failed(request, exc):\n    content = {'detail': 'internal'}\n    if settings.debug:\n        content['trace'] = repr(exc)\n"
            "    return JSONResponse(status_code=500, content=content)\n",
            False,
        ),
    ],
)
def test_hooks_of_python_frameworks_are_answers(text, bad):
    assert found("app/errors.py", text) is bad


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        (
            "db.query(sql, (err, rows) => {\n  if (err) {\n    return res.status(500).json({ error: err.message });\n  }\n  res.json(rows);\n});\n",
            True,
        ),
        (
            "db.query(sql, (err, rows) => {\n  if (err) {\n    log(err);\n    return res.status(500).json({ error: 'internal' });\n  }\n  res.json(rows);\n});\n",
            False,
        ),
        (
            "app.setErrorHandler((error, request, reply) => {\n  reply.status(500).send({ error: error.message });\n});\n",
            True,
        ),
        ("app.onError((err, c) => c.json({ error: err.message }, 500));\n", True),
        ("app.onError((err, c) => c.json({ error: 'internal' }, 500));\n", False),
        (
            "try {\n  work();\n} catch (err) {\n  if (err instanceof Error) {\n    res.status(500).json({ error: err.message });\n  }\n}\n",
            True,
        ),
        (
            "try {\n  work();\n} catch (err) {\n  if (err instanceof OrderError) {\n    res.status(500).json({ error: err.message });\n  }\n}\n",
            False,
        ),
        (
            "try {\n  work();\n} catch (err) {\n  res.status(500).send(JSON.stringify(err));\n}\n",
            True,
        ),
    ],
)
def test_callbacks_and_hooks_of_script_frameworks_are_answers(text, bad):
    assert found("src/errors.ts", text) is bad


@pytest.mark.parametrize(
    ("call", "bad"),
    [
        ("writeError(w, http.StatusInternalServerError, err.Error())", True),
        ('respondWithError(w, 500, fmt.Sprintf("find: %v", err))', True),
        ("writeError(w, http.StatusBadRequest, err.Error())", False),
        ("writeError(w, http.StatusInternalServerError, err)", False),
        ('writeError(w, http.StatusInternalServerError, "internal")', False),
    ],
)
def test_a_go_helper_that_is_given_the_text_answers_with_it(call, bad):
    text = f"package api\n\nfunc show(w http.ResponseWriter, r *http.Request) {{\n\trow, err := find(r.Context())\n\tif err != nil {{\n\t\t{call}\n\t\treturn\n\t}}\n\tuse(row)\n}}\n"
    assert found("internal/api/show.go", text) is bad
