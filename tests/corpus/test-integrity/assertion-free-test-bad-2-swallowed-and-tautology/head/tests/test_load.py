import json
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.load import BadRecord, load


class LoadTest(unittest.TestCase):
    def setUp(self):
        self.folder = TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name) / "rows.jsonl"

    def test_reads_each_line(self):
        self.path.write_text('{"a": 1}\n{"a": 2}\n', "utf-8")
        self.assertEqual(load(self.path), [{"a": 1}, {"a": 2}])

    def test_bad_line(self):
        self.path.write_text("oops\n", "utf-8")
        try:
            rows = load(self.path)
            self.assertEqual(rows, [])
        except Exception:
            pass

    def test_big_file(self):
        self.path.write_text(json.dumps({"a": 1}) + "\n", "utf-8")
        load(self.path)
        self.assertTrue(True)

    def test_line_number_is_named(self):
        self.path.write_text("{}\noops\n", "utf-8")
        with self.assertRaisesRegex(BadRecord, "line 2"):
            load(self.path)
