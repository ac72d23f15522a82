"""Which comments excuse a silent handler."""

import pytest

from checks.error_handling.excuses import says_why


@pytest.mark.parametrize(
    "text",
    [
        "Not empty: another upload shares the folder.",
        "Storage is blocked in private windows",
        "the image was deleted before its turn came",
        "optional dependency",
        "already closed",
        "will be booked with the next run",
        "noqa: BLE001 - one plugin's failure must not cost the others",
    ],
)
def test_a_comment_with_a_reason_excuses(text):
    assert says_why(text)


@pytest.mark.parametrize(
    "text",
    [
        "ignore",
        "ignore errors here",
        "best effort",
        "swallow the exception silently",
        "TODO: handle this properly one day",
        "noqa: BLE001 wide on purpose",
        "eslint-disable-next-line no-empty",
        "do nothing, continue",
        "not critical",
        "fail silently",
        "",
    ],
)
def test_a_comment_that_says_only_that_nothing_happens_excuses_nothing(text):
    assert not says_why(text)
