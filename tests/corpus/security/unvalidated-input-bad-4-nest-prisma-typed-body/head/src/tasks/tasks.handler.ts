import type { Request, Response } from 'express';
import { db } from '../db';

interface NewTask {
  title: string;
  projectId: number;
  dueOn?: string;
}

/** Creates a task in a project. */
export async function createTask(req: Request<unknown, unknown, NewTask>, res: Response): Promise<void> {
  const task: NewTask = req.body;
  const [row] = await db('tasks').insert(task).returning('*');
  res.status(201).json(row);
}
