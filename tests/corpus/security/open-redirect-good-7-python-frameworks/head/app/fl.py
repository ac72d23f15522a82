import re
from flask import Flask, abort, redirect, request, url_for

app = Flask(__name__)
SAFE_PATH = re.compile(r"^/[\w/-]*$")


def _safe(target):
    if target and SAFE_PATH.match(target) and not target.startswith("//"):
        return target
    return url_for("index")


@app.route("/done")
def done():
    return redirect(_safe(request.args.get("next")))


@app.route("/login")
def login():
    destination = request.args.get("next", "")
    if not destination.startswith("/") or destination.startswith("//"):
        destination = url_for("index")
    return redirect(destination)


@app.before_request
def canonical():
    if request.host != "example.com":
        return redirect("https://example.com" + request.full_path, code=301)
    if request.path.endswith("//"):
        return redirect(request.path.rstrip("/"))
    return None


@app.route("/lang/<code>")
def lang(code):
    if code not in ("de", "en"):
        abort(404)
    return redirect(request.referrer or url_for("index"))
