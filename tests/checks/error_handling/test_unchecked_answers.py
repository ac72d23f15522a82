"""Answers of clients made in another file, of futures, of .NET."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "error-handling/unchecked-response"


def found(path: str, files: dict[str, str]) -> bool:
    report = review(in_memory(dict(files)), only=[RULE])
    assert report.errors == ()
    return any(f.path == path for f in report.findings)


@pytest.mark.parametrize(
    ("client", "bad"),
    [
        ("import requests\n\nsession = requests.Session()\n", True),
        (
            "import requests\n\nsession = requests.Session()\nsession.hooks['response'].append(lambda r, *a, **k: r.raise_for_status())\n",
            False,
        ),
        ("from app.http import Wrapper\n\nsession = Wrapper()\n", False),
    ],
)
def test_a_client_of_another_file_is_known_with_its_hooks(client, bad):
    use = "from app.client import session\n\n\ndef rates():\n    return session.get('https://rates', timeout=3).json()\n"
    assert found("app/rates.py", {"app/client.py": client, "app/rates.py": use}) is bad


@pytest.mark.parametrize(
    ("mapping", "bad"),
    [("HttpResponse::body", True), ("this::checked", False), ("r -> checked(r)", False)],
)
def test_the_body_of_a_future_answer_is_taken_unchecked(mapping, bad):
    text = (
        "import java.net.http.*;\n\nclass Rates {\n    private final HttpClient http = HttpClient.newHttpClient();\n\n"
        "    CompletableFuture<String> load(HttpRequest request) {\n"
        f"        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply({mapping});\n    }}\n}}\n"
    )
    assert found("src/Rates.java", {"src/Rates.java": text}) is bad


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        ("", True),
        ("answer.EnsureSuccessStatusCode();", False),
        ("if (!answer.IsSuccessStatusCode) throw new RatesException(answer.StatusCode);", False),
    ],
)
def test_the_content_of_a_dotnet_answer_is_read_after_its_status(check, bad):
    text = (
        "using System.Net.Http;\n\nclass Rates\n{\n    private readonly HttpClient _http;\n\n    public Rates(HttpClient http)\n    {\n        _http = http;\n    }\n\n"
        '    public async Task<string> LoadAsync()\n    {\n        var answer = await _http.GetAsync("today");\n'
        f"        {check}\n        return await answer.Content.ReadAsStringAsync();\n    }}\n}}\n"
    )
    assert found("src/Rates.cs", {"src/Rates.cs": text}) is bad
