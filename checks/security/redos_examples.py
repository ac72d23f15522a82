"""Examples of the rule redos, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "app/names.py": """\
import re

from flask import request

NAME = re.compile(r"^([a-zA-Z]+\\s?)+$")


def valid_name():
    return NAME.match(request.args["name"]) is not None  # <-- here


def is_email(text):
    return bool(re.match(r"^([a-zA-Z0-9._-]+)*@example\\.com$", text))  # <-- here
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/names.ts": """\
const WORDS = /^(\\w+\\s*)+$/;

export function valid(req: Request, res: Response) {
  if (!WORDS.test(req.body.title)) {  // <-- here
    return res.status(400).end();
  }
  const parts = req.body.tags.match(/^(\\d+|[a-z0-9]+)+$/);  // <-- here
  res.json(parts);
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/java/shop/users/Names.java": """\
package shop.users;

import java.util.regex.Pattern;

class Names {
    private static final Pattern NAME = Pattern.compile("^([a-zA-Z]+\\\\s?)+$");

    boolean valid(String name) {
        return NAME.matcher(name).matches(); // <-- here
    }

    boolean email(String text) {
        return text.matches("([a-zA-Z0-9._-]+)*@example\\\\.com"); // <-- here
    }

    boolean words(String text) {
        return Pattern.matches("(\\\\w+\\\\s*)+", text); // <-- here
    }
}
"""
        },
        sites=3,
    ),
)

GOOD = (
    Example(
        {
            "app/names.py": """\
import re

NAME = re.compile(r"^[a-zA-Z]+(?:\\s[a-zA-Z]+)*$")
VERSION = re.compile(r"^\\d+(?:\\.\\d+)*$")
EMAIL = re.compile(r"^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$")
PAIRS = re.compile(r"^(?:\\w+=\\w+;)*$")


def check(text):
    return NAME.match(text) or VERSION.match(text) or EMAIL.match(text) or PAIRS.match(text)


def fixed():
    return re.match(r"^(a+)+$", "aaaa")
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/names.ts": """\
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DATE = /^(\\d{4})-(\\d{2})-(\\d{2})$/;

export function valid(text: string) {
  return SLUG.test(text) || DATE.test(text) || text.replace(/\\s+/g, ' ') === '' || /(\\d{1,3},)+\\d{3}/.test(text);
}
"""
        },
    ),
    Example(
        {
            "src/main/java/shop/users/Names.java": """\
package shop.users;

import java.util.regex.Pattern;

class Names {
    private static final Pattern NAME = Pattern.compile("^[a-zA-Z]+(?:\\\\s[a-zA-Z]+)*$");

    boolean valid(String name) {
        return NAME.matcher(name).matches();
    }

    boolean email(String text) {
        return text.matches("[^@\\\\s]+@[^@\\\\s]+\\\\.[a-z]{2,}") && text.split("\\\\s+").length == 1;
    }

    String clean(String text) {
        return text.replaceAll("[^a-z0-9]+", "-");
    }
}
"""
        },
    ),
)
