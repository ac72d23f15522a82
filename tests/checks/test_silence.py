"""Which paths count as tests, fixtures or examples."""

import pytest

from checks.silence import is_test_path


@pytest.mark.parametrize(
    "path",
    [
        "src/main/java/com/example/shop/PartnerController.java",
        "app/src/main/kotlin/org/example/Main.kt",
        "example.py",
    ],
)
def test_a_package_named_after_the_example_domain_is_judged(path: str) -> None:
    assert not is_test_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "example/server.js",
        "docs/examples/client.py",
        "src/test/java/com/example/shop/PartnerController.java",
        "src/main/java/com/example/shop/PartnerControllerTest.java",
        "com/example/fixtures/Orders.java",
    ],
)
def test_folders_of_tests_and_examples_are_spared(path: str) -> None:
    assert is_test_path(path)
