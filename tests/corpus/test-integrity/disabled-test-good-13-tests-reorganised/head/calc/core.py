class DivisionError(ZeroDivisionError):
    """Something was divided by nothing."""


def add(a, b):
    return a + b


def mul(a, b):
    return a * b


def div(a, b):
    if b == 0:
        raise DivisionError(a)
    return a / b
