"""Code that is not there yet, and code that only uses the same words."""

from __future__ import annotations

import pytest

CALLER = "\n\ndef main(order):\n    return work(order)\n"

BAD = [
    ("app/a.py", "def work(order):\n    # In a real application, this would query the database\n    return []\n"),
    ("app/a.py", "def work(order):\n    # In production, this would call the provider\n    return True\n"),
    ("app/a.py", "def work(order):\n    # TODO: implement\n    return None\n"),
    ("app/a.py", "def work(order):\n    # TODO: replace with the real API call\n    return 1\n"),
    ("app/a.py", "def work(order):\n    # For now, return a fixed value\n    return 1\n"),
    ("app/a.py", "def work(order):\n    # Placeholder implementation\n    return 1\n"),
    ("app/a.py", "def work(order):\n    # Simulate API call\n    return 1\n"),
    ("app/a.py", "def work(order):\n    # This is a simplified implementation\n    return 1\n"),
    ("app/a.py", "def work(order):\n    # Mock implementation\n    return 1\n"),
    ("app/a.py", "def work(order):\n    # Return mock data\n    return [1]\n"),
    ("app/a.py", "def work(order):\n    # ... rest of the implementation\n    return [1]\n"),
    ("app/a.py", 'def work(order):\n    """Charge it. Placeholder implementation."""\n    return [1]\n'),
    ("app/a.py", "def work(order):\n    raise NotImplementedError\n" + CALLER),
    ("app/a.py", "def work(order):\n    raise NotImplementedError('Refunds are not implemented yet')\n"),
    ("app/a.py", "def work(order):\n    pass\n" + CALLER),
    ("app/a.py", "def find_user(key):\n    return {'id': key, 'name': 'John Doe', 'email': 'john@example.com'}\n"),
    ("src/a.ts", "export function work(order: Order) {\n  // TODO: Implement actual logic\n  return null;\n}\n"),
    ("src/a.ts", "export function work(order: Order) {\n  throw new Error('Method not implemented.');\n}\n"),
    ("src/a.ts", "export async function work(order: Order) {\n  // In a real app, you would send an email here\n  return true;\n}\n"),
    ("src/a.ts", "export const list = () => {\n  return [{ id: 1, name: 'Sample Product' }, { id: 2, name: 'Sample Item' }];\n};\n"),
    ("a/a.go", 'package a\n\nfunc Work(o Order) error {\n\treturn errors.New("not implemented")\n}\n'),
    ("a/a.go", "package a\n\nfunc Work(o Order) error {\n\t// stub for now\n\treturn nil\n}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), BAD)
def test_code_that_is_not_there_is_found_once(path, text, found):
    assert len(found("placeholder-code", {path: text})) == 1


GOOD = [
    ("app/a.py", "class Base:\n    def work(self):\n        raise NotImplementedError\n\n\nclass Child(Base):\n    def work(self):\n        return 1\n\n\nChild().work()\n"),
    ("app/a.py", "class Shape(ABC):\n    @abstractmethod\n    def area(self):\n        raise NotImplementedError\n"),
    ("app/a.py", "class View:\n    def write(self, key):\n        raise NotImplementedError('read-only view')\n\n\nView().write(1)\n"),
    ("app/a.py", "class Reader(Protocol):\n    def read(self) -> bytes: ...\n"),
    ("app/a.py", "def work(order):\n    # TODO(#77): implement partial refunds\n    return order.refund()\n"),
    ("app/a.py", "def work(order):\n    # TODO SHOP-12: replace with the real rate\n    return order.refund()\n"),
    ("app/a.py", "def work(order):\n    # Builds the placeholders of the SQL statement.\n    return ', '.join('?' for _ in order)\n"),
    ("app/a.py", "def work(order):\n    # Replace the placeholder in the template with the name.\n    return order.replace('{name}', 'x')\n"),
    ("app/a.py", "def on_close(event):\n    pass\n\n\non_close(1)\n"),
    ("app/a.py", "def noop(event):\n    pass\n\n\nnoop(1)\n"),
    ("app/a.py", "class NullMailer:\n    def send(self, to):\n        pass\n\n\nNullMailer().send(1)\n"),
    ("app/a.py", "def work(order):\n    # The provider does not implement idempotency keys, so the order id is sent along.\n    return order\n"),
    ("app/a.py", "def work(order):\n    # Subclasses implement the actual call.\n    return order.call()\n"),
    ("app/a.py", "SUPPORT = {'name': 'Support', 'email': 'support@shop.example'}\n\n\ndef support():\n    return SUPPORT\n"),
    ("app/seed.py", "def users():\n    return [{'name': 'John Doe', 'email': 'john@example.com'}]\n"),
    ("tests/fakes.py", "def work(order):\n    # mock implementation\n    return 1\n"),
    ("src/a.ts", "export const noop = () => {};\n\nnoop();\n"),
    ("src/a.tsx", "export const Field = () => <input placeholder=\"John Doe\" />;\n"),
    ("src/a.ts", "export abstract class Store {\n  abstract get(id: string): string;\n}\n"),
    ("src/a.ts", "export function work(order: Order) {\n  // This would fail for empty orders, so they are refused first.\n  return order.total;\n}\n"),
    ("src/a.ts", "export function label(n: number) {\n  // The real value differs from the displayed one by rounding.\n  return n.toFixed(2);\n}\n"),
    ("a/a.go", "package a\n\ntype nopCloser struct{}\n\nfunc (nopCloser) Close() error { return nil }\n\nfunc (nopCloser) Flush(x int) {}\n"),
    ("a/a.go", "package a\n\n// Work implements Worker.\nfunc (s *Shop) Work(o Order) error {\n\treturn s.next.Work(o)\n}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_code_that_uses_the_same_words_is_silent(path, text, found):
    assert found("placeholder-code", {path: text}) == []


def test_a_placeholder_that_was_there_before_is_silent(found):
    base = {"app/a.py": BAD[0][1]}
    head = {"app/a.py": "import os\n\n\n" + BAD[0][1]}
    assert found("placeholder-code", head, base) == []
