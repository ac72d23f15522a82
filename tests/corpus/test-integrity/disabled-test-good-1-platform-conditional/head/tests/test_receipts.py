import stat
import sys

import pytest

from shop.receipts import write_receipt

pytestmark = pytest.mark.filterwarnings("error")
magic = pytest.importorskip("magic", reason="libmagic is optional")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_a_receipt_is_private(tmp_path):
    path = write_receipt(tmp_path, 7, "thank you")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "number",
    [1, 99_999_999, pytest.param(2**40, marks=pytest.mark.skipif(sys.maxsize < 2**32, reason="32 bit"))],
)
def test_names_are_padded(tmp_path, number):
    assert write_receipt(tmp_path, number, "x").name == f"{number:08d}.txt"


def test_a_receipt_is_plain_text(tmp_path):
    assert magic.from_file(str(write_receipt(tmp_path, 7, "thank you"))) == "ASCII text"
