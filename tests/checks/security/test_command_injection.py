"""How real code starts programs, and what of it a shell reads."""

from __future__ import annotations

import pytest

RULE = "security/command-injection"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(
            "src/main/java/shop/Probe.java",
            """\
package shop;

import jakarta.servlet.http.HttpServletRequest;

class Probe {
    void ping(String host, int count) throws Exception {
        Runtime.getRuntime().exec(new String[] {"/bin/sh", "-c", "ping " + host}); // <-- here
        new ProcessBuilder("bash", "-c", String.format("ping -c %d %s", count, host)).start(); // <-- here
        new ProcessBuilder().command("cmd.exe", "/c", "ping " + host).start(); // <-- here
        Runtime.getRuntime().exec("ping -c 1 " + host); // <-- here
    }

    void listed(String host) throws Exception {
        var words = java.util.List.of("sh", "-c", "ping " + host);
        new ProcessBuilder(words).start(); // <-- here
    }
}
""",
            id="java",
        ),
        pytest.param(
            "cmd/probe/main.go",
            """\
package main

import (
	"fmt"
	"os/exec"
)

func ping(host string) error {
	if err := exec.Command("bash", "-lc", fmt.Sprintf("ping %s", host)).Run(); err != nil { // <-- here
		return err
	}
	return exec.Command("/bin/sh", "-e", "-c", "ping "+host).Run() // <-- here
}
""",
            id="go",
        ),
    ],
)
def test_text_that_a_shell_reads_is_found(expect, path, text):
    expect(RULE, path, text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(
            "src/main/java/shop/Probe.java",
            """\
package shop;

import java.util.List;

class Probe {
    private static final String TOOL = "/usr/bin/ping";

    void ping(String host, int count, List<String> words) throws Exception {
        new ProcessBuilder("ping", "-c", String.valueOf(count), host).start();
        new ProcessBuilder(TOOL, host).inheritIO().start();
        Runtime.getRuntime().exec(new String[] {"ping", host});
        Runtime.getRuntime().exec("uname -a");
        Runtime.getRuntime().exec("nproc --ignore=" + count);
        new ProcessBuilder(words).start();
        new ProcessBuilder("sh", "-c", "ulimit -n 4096").start();
    }
}
""",
            id="java",
        ),
        pytest.param(
            "cmd/probe/main.go",
            """\
package main

import "os/exec"

func ping(host string, args ...string) error {
	exec.Command("sh", "-c", "ulimit -n").Run()
	exec.Command("git", args...).Run()
	return exec.Command("ping", "-c", "1", host).Run()
}
""",
            id="go",
        ),
    ],
)
def test_words_without_a_shell_are_silent(expect, path, text):
    expect(RULE, path, text)
