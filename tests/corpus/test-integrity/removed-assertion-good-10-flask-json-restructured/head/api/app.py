from flask import Flask, jsonify, request

from api.store import tasks

app = Flask(__name__)


@app.get("/tasks")
def list_tasks():
    page = request.args.get("page", 1, type=int)
    found, total = tasks.page(page, size=50)
    return jsonify({"items": [task.as_dict() for task in found], "total": total})


@app.post("/tasks")
def create_task():
    task = tasks.add(request.get_json()["title"])
    return jsonify(task.as_dict()), 201
