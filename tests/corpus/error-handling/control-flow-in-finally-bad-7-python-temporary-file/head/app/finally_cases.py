import os
import tempfile


def export(rows):
    handle, path = tempfile.mkstemp()
    ok = False
    try:
        for row in rows:
            os.write(handle, row)
        ok = True
    finally:
        os.close(handle)
        if not ok:
            os.unlink(path)
            return None
    return path


def read(paths):
    for path in paths:
        try:
            yield open(path).read()
        finally:
            for left in os.listdir("."):
                if left.endswith(".tmp"):
                    continue
                os.unlink(left)
