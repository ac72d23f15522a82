"""Tests switched off by a mark in languages that are read line by line."""

from __future__ import annotations

import pytest

JAVA = "class CartTest {\n  @Test\n  void total() {\n    assertEquals(3, cart.total());\n  }\n}\n"
RUBY = "RSpec.describe Cart do\n  it 'adds up' do\n    expect(cart.total).to eq(3)\n  end\nend\n"
RUST = "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn adds() {\n        assert_eq!(f(), 3);\n    }\n}\n"
CSHARP = "public class CartTests {\n  [Fact]\n  public void Total() { Assert.Equal(3, cart.Total()); }\n}\n"
PHP = "<?php\nclass CartTest extends TestCase {\n  public function testTotal() {\n    $this->assertSame(3, total());\n  }\n}\n"


@pytest.mark.parametrize(
    ("path", "text", "old", "new"),
    [
        ("src/test/java/CartTest.java", JAVA, "  @Test\n", '  @Disabled("flaky")\n  @Test\n'),
        ("src/test/java/CartTest.java", JAVA, "  @Test\n", "  @Ignore\n  @Test\n"),
        ("src/test/java/CartTest.java", JAVA, "  @Test\n", "  @Test(enabled = false)\n"),
        ("spec/cart_spec.rb", RUBY, "  it 'adds", "  xit 'adds"),
        ("spec/cart_spec.rb", RUBY, "    expect", "    skip 'later'\n    expect"),
        ("src/lib.rs", RUST, "    #[test]\n", "    #[test]\n    #[ignore]\n"),
        ("CartTests.cs", CSHARP, "[Fact]", '[Fact(Skip = "later")]'),
        (
            "tests/CartTest.php",
            PHP,
            "    $this->assert",
            "    $this->markTestSkipped('later');\n    $this->assert",
        ),
    ],
)
def test_a_mark_that_switches_a_test_off_is_found(path, text, old, new, found):
    assert old in text
    assert len(found("disabled-test", {path: text.replace(old, new)}, {path: text})) == 1


@pytest.mark.parametrize(
    ("path", "text", "old", "new"),
    [
        ("src/test/java/CartTest.java", JAVA, "  @Test\n", "  @DisabledOnOs(OS.WINDOWS)\n  @Test\n"),
        ("src/test/java/CartTest.java", JAVA, "  @Test\n", '  @DisplayName("adds up")\n  @Test\n'),
        ("spec/cart_spec.rb", RUBY, "    expect", "    skip 'no database' unless database?\n    expect"),
        ("tests/CartTest.php", PHP, "    $this->assert", "    if (!extension_loaded('gd')) {\n      $this->markTestSkipped('no gd');\n    }\n    $this->assert"),
        ("app/models/cart.rb", "class Cart\n  def skip\n  end\nend\n", "  def skip\n", "  def skip\n    pending\n"),
    ],
)  # fmt: skip
def test_a_condition_or_another_word_is_silent(path, text, old, new, found):
    assert old in text
    assert found("disabled-test", {path: text.replace(old, new)}, {path: text}) == []


def test_a_mark_that_was_there_before_is_silent(found):
    base = JAVA.replace("  @Test\n", "  @Disabled\n  @Test\n")
    assert found("disabled-test", {"CartTest.java": base.replace("3", "4")}, {"CartTest.java": base}) == []
