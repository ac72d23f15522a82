from cms.slugs import slugify


def test_words_are_joined():
    assert slugify("Hello World") == "hello-world"


def test_accents_are_dropped():
    assert slugify("Crème brûlée") == "creme-brulee"


def test_punctuation_is_dropped():
    assert slugify("What?! No...") == "what-no"


def test_limit():
    assert slugify("a" * 100) == "a" * 60
