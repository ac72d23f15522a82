from celery import Celery

app = Celery("x", broker="redis://localhost")
app.conf.update(task_serializer="json", accept_content=["json"])
