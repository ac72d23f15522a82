"""Examples of text that is built in a loop."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "reports/ledger.py": """\
def render(entries):
    text = "day,amount\\n"
    for entry in entries:
        text += f"{entry.day},{entry.amount}\\n"  # <-- here
    return text


def slurp(sock):
    data = b""
    while True:
        chunk = sock.recv(4096)
        if not chunk:
            return data
        data += chunk  # <-- here
"""
        },
        sites=2,
    ),
    Example(
        {
            "export/csv.go": """\
package export

import "fmt"

func CSV(rows []Row) string {
	out := ""
	for _, row := range rows {
		out += fmt.Sprintf("%d,%s\\n", row.ID, row.Name) // <-- here
	}
	return out
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/Csv.java": """\
package shop;

import java.util.List;

class Csv {
    String render(List<Row> rows) {
        String csv = "";
        for (Row row : rows) {
            csv += row.id() + ";" + row.name() + "\\n"; // <-- here
        }
        for (int i = 0; i < rows.size(); i++) {
            csv = csv + i + "\\n"; // <-- here
        }
        return csv;
    }
}
"""
        },
        sites=2,
    ),
)

GOOD = (
    Example(
        {
            "reports/ledger.py": """\
COLUMNS = ("day", "amount")


def render(entries):
    heading = ""
    for column in COLUMNS:
        heading += column.ljust(10)
    lines = [heading]
    for entry in entries:
        line = f"{entry.day}"
        if entry.note:
            line += f" {entry.note}"
        lines.append(line)
    return "\\n".join(lines)


def total(entries):
    sum_ = 0
    for entry in entries:
        sum_ += entry.amount
    return sum_


def read_exactly(sock, size):
    data = b""
    while len(data) < size:
        data += sock.recv(size - len(data))
    return data


def first(entries, text=""):
    for entry in entries:
        if entry.open:
            text += f"{entry.day}"
            break
    return text
"""
        },
        sites=2,
    ),
    Example(
        {
            "export/csv.go": """\
package export

import "strings"

func CSV(rows []Row) string {
	var b strings.Builder
	total := 0
	for _, row := range rows {
		line := row.Name
		line += ","
		total += row.ID
		b.WriteString(line)
	}
	return b.String()
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/Csv.java": """\
package shop;

import java.util.List;

class Csv {
    String render(List<Row> rows) {
        StringBuilder out = new StringBuilder();
        for (Row row : rows) {
            String line = row.name();
            line += "\\n";
            out.append(line);
        }
        String ruler = "";
        for (int i = 0; i < 10; i++) {
            ruler += "-";
        }
        return out.append(ruler).toString();
    }
}
"""
        },
        sites=1,
    ),
)
