import unittest

from ingest.parser import BadRow, parse


class ParseTest(unittest.TestCase):
    def test_reads_rows(self):
        self.assertEqual(parse("a,b\n1,2\n"), [{"a": "1", "b": "2"}])

    def test_short_row(self):
        with self.assertRaises(BadRow):
            parse("a,b\n1\n")

    def test_empty_text(self):
        self.assertEqual(parse(""), [])


class DialectTest(unittest.TestCase):
    def test_quotes(self):
        self.assertEqual(parse('a\n"x, y"\n'), [{"a": "x, y"}])
