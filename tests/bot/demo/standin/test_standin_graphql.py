"""GraphQL: held to the published schema, errors with status 200, permissions of mutations."""

from __future__ import annotations

import pytest

THREADS = """query($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { reviewThreads(first: 50) { nodes {
    id isResolved isOutdated path line comments(first: 1) { nodes { id fullDatabaseId viewerDidAuthor } } } } } } }"""
RESOLVE = "mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }"
MINIMIZE = """mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) {
  minimizedComment { isMinimized minimizedReason } } }"""


@pytest.fixture
def thread(shop):
    comment = {"path": "app.py", "line": 10, "side": "RIGHT", "body": "here"}
    body = {"event": "COMMENT", "body": "Summary", "comments": [comment]}
    made = shop.call("POST", "/repos/acme/shop/pulls/1/reviews", json=body, token=shop.token())
    assert made.status_code == 200
    found = shop.graphql(THREADS, shop.token(), owner="acme", name="shop", number=1)
    return found["data"]["repository"]["pullRequest"]["reviewThreads"]["nodes"][0]


def test_threads_are_read_with_their_first_comment(shop, thread):
    assert (thread["path"], thread["line"], thread["isResolved"], thread["isOutdated"]) == (
        "app.py",
        10,
        False,
        False,
    )
    first = thread["comments"]["nodes"][0]
    listed = shop.call("GET", "/repos/acme/shop/pulls/1/comments", token=shop.token()).json()
    assert first == {
        "id": listed[0]["node_id"],
        "fullDatabaseId": str(listed[0]["id"]),
        "viewerDidAuthor": True,
    }


def test_minimising_needs_no_more_than_pull_requests_write(shop, thread):
    token = shop.token(permissions={"pull_requests": "write"})
    found = shop.graphql(MINIMIZE, token, id=thread["comments"]["nodes"][0]["id"])
    assert found["data"]["minimizeComment"]["minimizedComment"] == {
        "isMinimized": True,
        "minimizedReason": "resolved",
    }
    assert shop.github.violations == ()


def test_resolving_is_forbidden_without_contents_write(shop, thread):
    found = shop.graphql(RESOLVE, shop.token(), id=thread["id"])
    assert found["data"] == {"resolveReviewThread": None}
    assert found["errors"][0]["type"] == "FORBIDDEN"


def test_resolving_works_with_contents_write(shop, thread):
    shop.github.installation("acme").permissions["contents"] = "write"
    found = shop.graphql(RESOLVE, shop.token(), id=thread["id"])
    assert found["data"]["resolveReviewThread"]["thread"]["isResolved"] is True


@pytest.mark.parametrize(
    "document",
    [
        "{ viewer { nothing } }",
        "{ viewer { login }",
        "mutation { resolveReviewThread(input: {}) { thread { id } } }",
    ],
)
def test_a_document_against_the_schema_is_an_error_and_a_breach(shop, document):
    found = shop.graphql(document, shop.token())
    assert found["errors"]
    assert [violation.kind for violation in shop.github.violations] == ["graphql"]


ADD = """mutation($id: ID!, $path: String!, $line: Int!) { addPullRequestReviewThread(
  input: {pullRequestId: $id, path: $path, body: "here", line: $line, side: RIGHT}) { thread { path line } } }"""


def test_a_thread_on_a_line_that_is_not_in_the_diff_is_null_without_an_error(shop):
    token = shop.token()
    query = '{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) { id } } }'
    number = shop.graphql(query, token)["data"]["repository"]["pullRequest"]["id"]
    bad = shop.graphql(ADD, token, id=number, path="app.py", line=30)
    assert bad == {"data": {"addPullRequestReviewThread": {"thread": None}}}
    good = shop.graphql(ADD, token, id=number, path="app.py", line=10)
    assert good["data"]["addPullRequestReviewThread"]["thread"] == {"path": "app.py", "line": 10}
    listed = shop.call("GET", "/repos/acme/shop/pulls/1/comments", token=token).json()
    assert [(row["path"], row["line"]) for row in listed] == [("app.py", 10)]
    assert shop.github.violations == ()


def test_too_much_at_once_is_an_error_with_status_200(shop):
    shop.github.fault("resource_limits", path="/graphql")
    found = shop.graphql("{ viewer { login } }", shop.token())
    assert (found["data"], found["errors"][0]["type"]) == (None, "RESOURCE_LIMITS_EXCEEDED")


def test_lists_without_a_size_are_refused(shop):
    document = (
        '{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) { comments { totalCount } } } }'
    )
    assert shop.graphql(document, shop.token())["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"


def test_a_field_that_the_stand_in_does_not_hold_is_said_so(shop):
    found = shop.graphql("{ viewer { bio } }", shop.token())
    assert found["errors"][0]["message"] == "the stand-in does not hold User.bio"


def test_a_hidden_repository_is_not_found(shop):
    shop.github.create_repository("acme", "other", private=True)
    token = shop.token(repositories=["shop"])
    document = '{ repository(owner: "acme", name: "other") { id } }'
    assert shop.graphql(document, token)["errors"][0]["type"] == "NOT_FOUND"
