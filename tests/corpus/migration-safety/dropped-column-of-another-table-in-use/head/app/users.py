def list_users(db):
    rows = db.execute("SELECT id, email FROM users WHERE active")
    return [r for r in rows]

def handler(request):
    status = request.args["status"]
    response.status = 200
    return status
