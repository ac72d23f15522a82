import pytest

from cms.slugs import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("Hello World", "hello-world", id="words"),
        pytest.param("Crème brûlée", "creme-brulee", id="accents"),
        pytest.param("What?! No...", "what-no", id="punctuation"),
        pytest.param("a" * 100, "a" * 60, id="limit"),
    ],
)
def test_slugs(text, slug):
    assert slugify(text) == slug


def test_another_separator():
    assert slugify("Hello World", separator="_") == "hello_world"
