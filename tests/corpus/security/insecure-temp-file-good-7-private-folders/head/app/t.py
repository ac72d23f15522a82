import os
import tempfile
from pathlib import Path
from uuid import uuid4

UPLOADS = Path(os.environ.get("UPLOAD_DIR", "/var/lib/app/uploads"))


def a(data):
    with tempfile.NamedTemporaryFile(delete=False, dir="/tmp") as f:
        f.write(data)
    return f.name


def b(data):
    path = Path(tempfile.mkdtemp()) / "x.csv"
    path.write_bytes(data)
    return path


def c(data):
    path = f"/tmp/{uuid4().hex}.json"
    with open(path, "x") as f:
        f.write(data)


def d(name, data):
    (UPLOADS / name).write_bytes(data)


def e(tmp_path, data):
    out = tmp_path / "a"
    out.write_text(data)


def f(df, out):
    df.to_csv(out)
    df.to_csv("reports/x.csv")
