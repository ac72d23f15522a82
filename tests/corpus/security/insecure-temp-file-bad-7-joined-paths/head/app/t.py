import os
import shutil
import tempfile
from pathlib import Path
from tempfile import mktemp

LOCK = "/tmp/app.lock"
TMP = Path(tempfile.gettempdir())


def a(data):
    name = mktemp(".csv")
    with open(name, "wb") as f:
        f.write(data)


def b(user_id, data):
    path = os.path.join("/tmp", f"export_{user_id}.json")
    with open(path, "w") as f:
        f.write(data)


def c(upload):
    target = TMP / upload.name
    with target.open("wb") as out:
        shutil.copyfileobj(upload, out)


def d():
    with open(LOCK, "w") as f:
        f.write(str(os.getpid()))


def e(df):
    path = "/tmp/report.csv"
    df.to_csv(path)
    return path


def f():
    os.makedirs("/tmp/myapp-cache", exist_ok=True)


def g():
    fd = os.open("/tmp/app.pid", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.close(fd)


def h():
    with open("/tmp/healthy") as f:
        return f.read()


def i():
    if os.path.exists("/tmp/app.lock"):
        os.remove("/tmp/app.lock")
