"""A test that waits a fixed time for something to happen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.test_integrity.strength import number
from checks.test_integrity.tests_model import Case, cases_of, holds_tests
from checks.views import FileView

_SLEEPS = frozenset(
    {
        "time.sleep",
        "asyncio.sleep",
        "sleep",
        "gevent.sleep",
        "trio.sleep",
        "anyio.sleep",
        "time.Sleep",
        "delay",
        "wait",
        "pause",
        "setTimeout",
        "timers.setTimeout",
        "Thread.sleep",
        "Thread.Sleep",
        "Task.Delay",
        "usleep",
        "thread.sleep",
        "std.thread.sleep",
        "tokio.time.sleep",
        "Kernel.sleep",
        "Uninterruptibles.sleepUninterruptibly",
    }
)
_UNIT_SLEEP = re.compile(r"(?:^|\.)TimeUnit\.[A-Z]+\.sleep$")
_RUNNERS = frozenset({"runBlocking", "withContext", "coroutineScope", "launch"})
_ABOUT_TIME = re.compile(
    r"timeout|timed|slow|elapsed|duration|delay|throttl|debounce|sleep|latency|perf|cancel|concurren|parallel|interval",
    re.I,
)


def check(view: FileView) -> Iterator[Site]:
    """Every test is a site; one that sleeps is a finding at the sleep."""
    if not holds_tests(view.path) or not re.search(
        r"[sS]leep|setTimeout|waitForTimeout|cy\.wait|[dD]elay\(|pause\(|wait\(", view.text
    ):
        if holds_tests(view.path):
            for case in cases_of(view).cases:
                yield view.line_site(case.start, end_line=case.end_line)
        return
    faked = bool(
        re.search(
            r"useFakeTimers|freeze_time|fake_sleep|synctest|mock\.timers|patch\([^)]*sleep|setattr\([^)]*sleep|fakeAsync"
            r"|runTest\b|TestCoroutineScheduler|StandardTestDispatcher|start_paused|time::pause|FakeTimeProvider|receive\(:sleep\)|VirtualTime",
            view.text,
        )
    )
    for case in cases_of(view).cases:
        found = None if faked or _ABOUT_TIME.search(case.name) else next(_sleeps(case), None)
        if found is None:
            yield view.line_site(case.start, end_line=case.end_line)
            continue
        message = f"The test `{case.name}` waits a fixed time (`{case.module.text(found)[:50]}`): too short on a busy machine, lost time on any other."
        yield view.site(m.statement_of(found), Defect(message, key=case.full_name))


def _sleeps(case: Case) -> Iterator[m.Call]:
    for node in case.body.walk() if case.body is not None else ():
        if isinstance(node, m.Call) and _waits(case, node) and not _excused(case, node):
            yield node


def _waits(case: Case, call: m.Call) -> bool:
    name = m.dotted(call.callee)
    last = name.rpartition(".")[2]
    first = call.positional(0)
    if last == "waitForTimeout":
        return True
    if name == "cy.wait":
        return number(first) is not None
    if _UNIT_SLEEP.search(name):
        return first is not None
    if name not in _SLEEPS or first is None:
        return False
    if last == "Delay":
        return isinstance(call.parent, m.Await) and "Infinite" not in case.module.text(first)
    if last == "setTimeout":
        if number(first) is not None:
            return (number(first) or 0) > 0
        second = call.positional(1)
        return number(second) is not None and (number(second) or 0) > 0 and _resolves(call)
    if (
        name in ("delay", "wait", "pause")
        and not isinstance(call.parent, m.Await)
        and case.language != "kotlin"
    ):
        return False
    return number(first) != 0


def _resolves(call: m.Call) -> bool:
    """``new Promise(r => setTimeout(r, 100))``"""
    first = call.positional(0)
    for parent in call.ancestors():
        if isinstance(parent, m.Call) and m.dotted(parent.callee) == "Promise":
            return isinstance(first, m.Name) or (isinstance(first, m.Function) and _only_resolves(first))
    return False


def _only_resolves(function: m.Function) -> bool:
    only = function.body.items[0] if len(function.body.items) == 1 else None
    value = only.value if isinstance(only, (m.ExprStmt, m.Return)) else None
    return isinstance(value, m.Call) and isinstance(value.callee, m.Name)


def _excused(case: Case, call: m.Call) -> bool:
    """In a loop that polls, or in a stand-in that plays slow."""
    for parent in call.ancestors():
        if parent is case.body:
            return False
        if isinstance(parent, m.Loop):
            return True
        if isinstance(parent, m.Function):
            promise = any(
                isinstance(p, m.Call) and m.dotted(p.callee) == "Promise" for p in parent.ancestors()
            )
            subtest = (
                isinstance(parent.parent, m.Arg)
                and isinstance(parent.parent.parent, m.Call)
                and m.dotted(parent.parent.parent.callee).endswith(("Run", "step"))
            )
            runner = (
                isinstance(parent.parent, m.Arg)
                and isinstance(parent.parent.parent, m.Call)
                and m.dotted(parent.parent.parent.callee) in _RUNNERS
            )
            if not promise and not subtest and not runner:
                return True
    return False


RULE = Rule(
    id="test-integrity/sleep-in-test",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "php", "ruby", "rust"),
    title="Fixed sleep in a test",
    what="A test that sleeps a fixed time so that something else gets done meanwhile.",
    why="The time is too short on a busy machine and wasted on every other; such tests fail at random and are switched off in the end.",
    fix="Wait for the condition (an event, a poll with a deadline, the framework's own waiting), or drive a fake clock.",
    bad=(
        Example(files={"tests/test_queue.py": "import time\n\n\ndef test_job_is_done(queue):\n    queue.put(1)\n    time.sleep(2)  # <-- here\n    assert queue.done == 1\n"}),
        Example(files={"test/queue.test.ts": "it('is done', async () => {\n  queue.put(1);\n  await new Promise((r) => setTimeout(r, 500)); // <-- here\n  expect(queue.done).toBe(1);\n});\n"}),
        Example(files={"queue/queue_test.go": 'package queue\n\nimport "testing"\n\nfunc TestDone(t *testing.T) {\n\tq.Put(1)\n\ttime.Sleep(100 * time.Millisecond) // <-- here\n\tif q.Done() != 1 {\n\t\tt.Fatal("not done")\n\t}\n}\n'}),
        Example(files={"src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void sends() {\n        outbox.send(1);\n        Thread.sleep(500); // <-- here\n        assertEquals(1, outbox.sent());\n    }\n}\n", "src/test/kotlin/CartTest.kt": "class CartTest {\n    @Test\n    fun sends() {\n        outbox.send(1)\n        Thread.sleep(500) // <-- here\n        assertEquals(1, outbox.sent)\n    }\n}\n", "tests/CartTests.cs": "public class CartTests\n{\n    [Fact]\n    public void Sends()\n    {\n        outbox.Send(1);\n        Thread.Sleep(500); // <-- here\n        Assert.Equal(1, outbox.Sent);\n    }\n}\n"}),
        Example(files={"tests/CartTest.php": "<?php\n\nclass CartTest extends TestCase\n{\n    public function testSends(): void\n    {\n        $outbox->send(1);\n        usleep(200000); // <-- here\n        $this->assertSame(1, $outbox->sent());\n    }\n}\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'sends' do\n    outbox.deliver(1)\n    sleep 1 # <-- here\n    expect(outbox.sent).to eq(1)\n  end\nend\n", "src/cart.rs": "#[cfg(test)]\nmod tests {\n    #[test]\n    fn sends() {\n        outbox.send(1);\n        std::thread::sleep(Duration::from_millis(200)); // <-- here\n        assert_eq!(outbox.sent(), 1);\n    }\n}\n"}),
    ),
    good=(
        Example(files={"src/test/java/CartTest.java": "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n    @Test\n    void sends() {\n        outbox.send(1);\n        await().until(() -> outbox.sent() == 1);\n    }\n}\n", "src/test/kotlin/CartTest.kt": "class CartTest {\n    @Test\n    fun sends() = runTest {\n        delay(500)\n        assertEquals(1, outbox.sent)\n    }\n}\n", "spec/cart_spec.rb": "RSpec.describe Cart do\n  it 'sends' do\n    sleep 0.01 until outbox.sent == 1\n    expect(outbox.sent).to eq(1)\n  end\nend\n"}),
        Example(files={"tests/test_queue.py": "import time\n\n\ndef test_job_is_done(queue):\n    queue.put(1)\n    while not queue.done:\n        time.sleep(0.01)\n    assert queue.done == 1\n\n\nasync def test_yields(loop):\n    await asyncio.sleep(0)\n    assert loop.ran\n"}),
        Example(files={"test/queue.test.ts": "vi.useFakeTimers();\nit('is done', async () => {\n  setTimeout(done, 500);\n  await vi.advanceTimersByTimeAsync(500);\n  expect(queue.done).toBe(1);\n});\n"}),
        Example(files={"tests/test_client.py": "import time\n\n\ndef test_gives_up(server):\n    def answer(request):\n        time.sleep(5)\n        return 'late'\n\n    server.handler = answer\n    with pytest.raises(Late):\n        server.get()\n"}),
    ),
    references=("https://playwright.dev/docs/api/class-page#page-wait-for-timeout", "https://testing.googleblog.com/2016/05/flaky-tests-at-google-and-how-we.html"),
    site="Every test that the change touches.",
    applies_to_tests=True,
)  # fmt: skip
