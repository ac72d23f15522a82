"""Assertions and tests of the languages that share one table of words."""

from __future__ import annotations

import pytest

from checks.syntax import parse
from checks.test_integrity import found_tests
from checks.test_integrity.fluent_tests import assertions
from checks.test_integrity.own_mocks import is_told, path, told
from checks.test_integrity.strength import Assertion, Strength

SUFFIX = {"java": "java", "kotlin": "kt", "csharp": "cs", "php": "php", "ruby": "rb", "rust": "rs"}
FRAMES = {
    "java": "class ATest {{ @Test void a() {{ {0}; }} }}",
    "kotlin": "class ATest {{\n @Test\n fun a() {{\n {0}\n }}\n}}",
    "csharp": "public class ATests {{ [Fact] public void A() {{ {0}; }} }}",
    "php": "<?php class ATest extends TestCase {{ public function testA() {{ {0}; }} }}",
    "ruby": "RSpec.describe A do\n it 'a' do\n {0}\n end\nend",
    "rust": "#[cfg(test)]\nmod tests {{\n #[test]\n fn a() {{ {0}; }}\n}}",
}


def read(language: str, text: str) -> list[tuple[found_tests.Found, list[Assertion]]]:
    module = parse(f"a.{SUFFIX[language]}", language, text.encode())
    assert module is not None
    module = found_tests.readable(module)
    return [
        (test, [] if test.body is None else list(assertions(module, test.body, frozenset())))
        for test in found_tests.tests(module)
    ]


def demands(language: str, statement: str) -> list[Assertion]:
    ((_, found),) = read(language, FRAMES[language].format(statement))
    return found


@pytest.mark.parametrize(
    ("language", "statement", "strength", "subject"),
    [
        ("java", "assertEquals(3, cart.total())", Strength.EXACT, "cart.total()"),
        ("java", "assertNotNull(cart.total())", Strength.WEAK, "cart.total()"),
        ("java", "assertTrue(a.size() > 2)", Strength.STRUCTURAL, "a.size()"),
        ("java", "assertThat(a.b()).isNotNull().isEqualTo(3)", Strength.EXACT, "a.b()"),
        ("java", "assertThat(a.b()).isNotEmpty()", Strength.WEAK, "a.b()"),
        ("java", "assertThat(a.b(), is(3))", Strength.EXACT, "a.b()"),
        ("java", "assertThat(a.b(), not(nullValue()))", Strength.WEAK, "a.b()"),
        ("java", "assertThrows(RefusedException.class, () -> a.b())", Strength.STRUCTURAL, "raises"),
        ("java", "assertThrows(Exception.class, () -> a.b())", Strength.WEAK, "raises"),
        ("java", "verify(mailer).send(eq(3))", Strength.EXACT, "verify mailer send"),
        ("kotlin", "a.b() shouldBe 3", Strength.EXACT, "a.b()"),
        ("kotlin", "a.b() shouldNotBe null", Strength.WEAK, "a.b()"),
        ("kotlin", "assertFailsWith<RefusedException> { a.b() }", Strength.STRUCTURAL, "raises"),
        ("csharp", "a.B().Should().Be(3)", Strength.EXACT, "a.B()"),
        ("csharp", "a.B().Should().NotBeNull()", Strength.WEAK, "a.B()"),
        ("csharp", "Assert.Equal(3, a.B())", Strength.EXACT, "a.B()"),
        ("csharp", "Assert.That(a.B(), Is.EqualTo(3))", Strength.EXACT, "a.B()"),
        ("csharp", "Assert.That(a.B(), Is.Not.Null)", Strength.WEAK, "a.B()"),
        ("csharp", "Assert.Throws<Exception>(() => a.B())", Strength.WEAK, "raises"),
        ("php", "$this->assertSame(3, $a->b())", Strength.EXACT, "$a->b()"),
        ("php", "self::assertNotEmpty($a->b())", Strength.WEAK, "$a->b()"),
        ("php", "$this->assertCount(3, $a->b())", Strength.STRUCTURAL, "$a->b()"),
        ("ruby", "expect(a.b).to eq(3)", Strength.EXACT, "a.b"),
        ("ruby", "expect(a.b).to be_truthy", Strength.WEAK, "a.b"),
        ("ruby", "expect(a.b).to be > 3", Strength.STRUCTURAL, "a.b"),
        ("ruby", "expect { a.b }.to raise_error(Refused, 'no')", Strength.EXACT, "raises"),
        ("ruby", "expect { a.b }.to raise_error", Strength.WEAK, "raises"),
        ("ruby", "assert_equal 3, a.b", Strength.EXACT, "a.b"),
        ("rust", "assert_eq!(a.b(), 3)", Strength.EXACT, "a.b()"),
        ("rust", "assert!(a.b().is_ok())", Strength.WEAK, "a.b()"),
        ("rust", "assert!(matches!(a.b(), Some(_)))", Strength.STRUCTURAL, "a.b()"),
    ],
)
def test_a_statement_demands_so_much_of_its_subject(language, statement, strength, subject):
    (found,) = demands(language, statement)
    assert (found.strength, found.subject, found.tautology) == (strength, subject, False)


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        ("java", "assertTrue(true)"),
        ("java", "assertEquals(a, a)"),
        ("java", "assertThat(true).isTrue()"),
        ("kotlin", "assertTrue(true)"),
        ("csharp", "Assert.True(true)"),
        ("csharp", "Assert.Pass()"),
        ("php", "$this->assertTrue(true)"),
        ("ruby", "expect(true).to be(true)"),
        ("rust", "assert!(true)"),
    ],
)
def test_a_tautology_is_known(language, statement):
    (found,) = demands(language, statement)
    assert found.tautology


@pytest.mark.parametrize(
    ("language", "statement", "dropped"),
    [
        ("java", "try { assertEquals(1, a.b()); } catch (Throwable e) { }", True),
        ("java", "try { assertEquals(1, a.b()); } catch (Exception e) { }", False),
        ("csharp", "try { Assert.Equal(1, a.B()); } catch { }", True),
        ("csharp", "try { Assert.Equal(1, a.B()); } catch (IOException) { }", False),
        ("php", "try { $this->assertSame(1, $a->b()); } catch (\\Throwable $e) { }", True),
        ("php", "try { $this->assertSame(1, $a->b()); } catch (\\Throwable $e) { throw $e; }", False),
    ],
)
def test_a_failure_that_is_caught_and_dropped_is_known(language, statement, dropped):
    (found,) = demands(language, statement)
    assert found.swallowed is dropped


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        ("java", "when(repository.find(1)).thenReturn(x)"),
        ("java", "System.out.println(a.b())"),
        ("kotlin", "every { clock.hour() } returns 9"),
        ("csharp", "var body = client.Read()"),
        ("php", "$text = $digest->build([])"),
        ("ruby", "allow(client).to receive(:search).and_return([])"),
        ("rust", 'println!("{}", a.b())'),
    ],
)
def test_preparation_demands_nothing(language, statement):
    assert demands(language, statement) == []


def test_expectations_of_an_answer_count_one_by_one():
    found = demands(
        "java",
        'mvc.perform(get("/x")).andExpect(status().isOk()).andExpect(jsonPath("$.a").value("b")).andExpect(jsonPath("$.c").exists())',
    )
    assert {(a.subject, a.strength) for a in found} == {
        ("status()", Strength.EXACT),
        ("jsonPath('$.a')", Strength.EXACT),
        ("jsonPath('$.c')", Strength.WEAK),
    }


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("kotlin", 'class A : FunSpec({\n  test("adds") { a shouldBe 1 }\n})\n', ["adds"]),
        ("kotlin", 'class A : StringSpec({\n  "adds" { a shouldBe 1 }\n})\n', ["adds"]),
        ("php", "<?php\nit('adds', function () { expect(1)->toBe(2); });\n", ["adds"]),
        ("php", "<?php class A extends TestCase {\n/** @test */\npublic function adds() {}\npublic function help() {}\n}\n", ["A.adds"]),
        ("ruby", "class ATest < Minitest::Test\n  def test_adds\n  end\n\n  def help\n  end\nend\n", ["ATest.test_adds"]),
        ("rust", "fn help() {}\n\n#[tokio::test]\nasync fn adds() {}\n", ["adds"]),
        ("csharp", "class A { [TestMethod] void Adds() {} void Help() {} }", ["A.Adds"]),
        ("java", "class A extends TestCase { public void testAdds() {} void help() {} }", ["A.testAdds"]),
    ],
)  # fmt: skip
def test_tests_are_told_from_other_functions(language, text, names):
    assert [test.full_name for test, _ in read(language, text)] == names


@pytest.mark.parametrize(
    ("language", "statement", "answered"),
    [
        ("java", 'when(service.price("mug")).thenReturn(x)', "service.price"),
        ("java", 'doReturn(x).when(service).price("mug")', "service.price"),
        ("kotlin", "every { service.price() } returns 3", "service.price"),
        ("csharp", 'service.Setup(s => s.Price("mug")).Returns(3)', "service.Price"),
        ("php", "$service->method('price')->willReturn(3)", "service.price"),
        ("ruby", "allow(service).to receive(:price).and_return(3)", "service.price"),
    ],
)
def test_what_a_stand_in_was_told_is_known_by_its_path(language, statement, answered):
    module = parse(f"a.{SUFFIX[language]}", language, FRAMES[language].format(statement).encode())
    assert module is not None
    assert answered in told(module, module.body)


def test_a_patched_name_is_a_stand_in_wherever_it_is_called():
    assert is_told("module.tax", frozenset({"*.tax"}))
    assert not is_told("module.total", frozenset({"*.tax"}))
    assert path("(await $service->price('mug')).x") == "service.price"
