import { Router } from 'express';
import { requireUser } from '../auth';
import { loadRows, Row } from './rows';

export const columns = Router();
columns.use(requireUser);

columns.get('/:report/rows', async (req, res) => {
  res.json(await loadRows(Number(req.params.report)));
});
