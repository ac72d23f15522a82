from flask import Flask, jsonify, request

from api.store import tasks

app = Flask(__name__)


@app.get("/tasks")
def list_tasks():
    return jsonify([task.as_dict() for task in tasks.all()])


@app.post("/tasks")
def create_task():
    task = tasks.add(request.get_json()["title"])
    return jsonify(task.as_dict()), 201
