"""Blocking calls in C#, Kotlin and reactive Java that are found, and look-alikes that are not."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review


def lines(path: str, code: str) -> list[int]:
    report = review(in_memory({path: code}), only=["performance/blocking-in-async"])
    assert not report.errors
    return [f.line for f in report.findings]


def method(body: str, head: str = "public async Task<int> Run(int id)", owner: str = "Jobs") -> str:
    return f"public class {owner}\n{{\n    {head}\n    {{\n        {body}\n    }}\n}}\n"


@pytest.mark.parametrize(
    "body",
    [
        "var user = _users.FindAsync(id).Result;",
        "_mail.SendAsync(id).Wait();",
        "_mail.SendAsync(id).Wait(TimeSpan.FromSeconds(5));",
        "var n = _users.CountAsync().ConfigureAwait(false).GetAwaiter().GetResult();",
        "Thread.Sleep(500);",
        "Task.WaitAll(first, second);",
        "var rows = _db.Orders.Where(o => o.Id == id).ToList();",
        "_dbContext.SaveChanges();",
        "var names = ids.Select(i => _users.FindAsync(i).Result).ToArray();",
    ],
)
def test_sync_over_async_is_found(body):
    assert lines("src/Jobs.cs", method(body)) == [5]


@pytest.mark.parametrize(
    "body",
    [
        "var user = await _users.FindAsync(id);",
        "var t = _users.FindAsync(id); await t; return t.Result;",
        "var verdict = validator.Check(id).Result;",
        "await Task.Run(() => Thread.Sleep(500));",
        "await Task.Delay(500);",
        "var claim = HttpContext.User.Claims.First();",
        "var names = users.Select(u => u.Name).ToList();",
        "var set = _db.ChangeTracker.Entries().ToList();",
        "semaphore.Wait();",
        'var config = File.ReadAllText("appsettings.json");',
        "await _db.Orders.ToListAsync();",
    ],
)
def test_awaited_moved_and_other_results_are_no_blocking(body):
    assert lines("src/Jobs.cs", method(body)) == []


def test_a_plain_method_may_wait_but_a_controllers_action_may_not():
    body = "return _users.CountAsync().Result;"
    assert lines("src/Jobs.cs", method(body, "public int Run()")) == []
    assert lines("src/UsersController.cs", method(body, "public int Count()", "UsersController")) == [5]


@pytest.mark.parametrize(
    ("body", "bad"),
    [
        ("ids.forEach { Thread.sleep(5) }", True),
        ("val text = URL(address).readText()", True),
        ("val answer = http.newCall(request).execute()", True),
        ("val x = runBlocking { other() }", True),
        ("withContext(Dispatchers.IO) { Thread.sleep(5) }", False),
        ("withContext(io) { http.newCall(request).execute() }", False),
        ("executor.submit { Thread.sleep(5) }", False),
        ("newSuspendedTransaction { statement.executeQuery() }", False),
        ("delay(5)", False),
    ],
)
def test_kotlin_coroutines(body, bad):
    code = f"class Jobs {{\n    suspend fun run(id: Long) {{\n        {body}\n    }}\n}}\n"
    assert lines("src/Jobs.kt", code) == ([3] if bad else [])


def test_a_private_coroutine_that_is_only_called_on_the_io_dispatcher_may_wait():
    code = (
        "class Jobs {\n    suspend fun run() = withContext(Dispatchers.IO) { step() }\n"
        "    private suspend fun step() {\n        Thread.sleep(5)\n    }\n}\n"
    )
    assert lines("src/Jobs.kt", code) == []


@pytest.mark.parametrize(
    ("body", "bad"),
    [
        ("User user = users.findById(id).block();", True),
        ("return users.findById(id).map(u -> { Thread.sleep(5); return u; });", True),
        ("String s = restTemplate.getForObject(url, String.class); return Mono.just(s);", True),
        ("return users.findAll().flatMap(u -> Mono.just(roles.find(u).blockFirst())).next();", True),
        ("return Mono.fromCallable(() -> jdbcTemplate.queryForObject(q, T.class)).subscribeOn(Schedulers.boundedElastic());", False),
        ("return users.findById(id).delayElement(Duration.ofMillis(5));", False),
        ("return cache.block(id, 5);", False),
    ],
)  # fmt: skip
def test_reactive_java(body, bad):
    code = f"class Users {{\n    Mono<User> get(String id) {{\n        {body}\n    }}\n}}\n"
    assert lines("src/Users.java", code) == ([3] if bad else [])
