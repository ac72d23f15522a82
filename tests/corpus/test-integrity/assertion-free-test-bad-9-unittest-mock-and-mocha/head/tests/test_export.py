import contextlib
from unittest.mock import mock_open, patch

import pytest

from app.export import export


@pytest.mark.parametrize("rows", [[], [[1, 2]], [["a", None]]])
def test_export_writes_rows(rows, tmp_path):
    target = tmp_path / "out.csv"
    export(rows, target)
    content = target.read_text()


def test_export_opens_for_writing():
    with patch("builtins.open", mock_open()) as opened:
        export([], "x.csv")
    opened.assert_called_once_with("x.csv", "w", newline="")


def test_export_missing_folder():
    with contextlib.suppress(Exception):
        export([], "/no/such/folder/x.csv")
        assert False, "should have failed"


class TestExportFormats:
    def test_separator(self, tmp_path):
        result = export([[1, 2]], tmp_path / "x.csv")
        assert result is None or result is not None

    def test_quotes(self, tmp_path):
        export([["a,b"]], tmp_path / "x.csv")
        assert (tmp_path / "x.csv").read_text() == '"a,b"\n'
