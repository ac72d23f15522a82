from fastapi import APIRouter, Depends, HTTPException

from app.schemas import TaskIn, TaskOut
from app.store import Store, get_store

router = APIRouter(prefix="/tasks")


@router.post("", status_code=201)
def create(task: TaskIn, store: Store = Depends(get_store)) -> TaskOut:
    return store.add(task)


@router.get("/{task_id}")
def read(task_id: int, store: Store = Depends(get_store)) -> TaskOut:
    task = store.get(task_id)
    if task is None:
        raise HTTPException(404, "no such task")
    return task
