import { Parser } from 'expr-eval';
import { Router } from 'express';
import { requireUser } from '../auth';
import { loadRows, Row } from './rows';

export const columns = Router();
columns.use(requireUser);

const COMPUTED: Record<string, (row: Row) => number> = {
  margin: (row) => row.price - row.cost,
  share: (row) => row.price / row.total,
};

const LINK = /^(\w+):(\d+)$/;

/** Only arithmetic over the columns of a row. */
function compileColumn(expression: string): (row: Row) => number {
  const parsed = new Parser().parse(expression);
  return (row) => parsed.evaluate(row as never);
}

columns.get('/:report/computed/:name', async (req, res) => {
  const compute = COMPUTED[req.params.name];
  if (!compute) {
    res.status(404).end();
    return;
  }
  const rows = await loadRows(Number(req.params.report));
  res.json(rows.map(compute));
});

columns.post('/:report/preview', async (req, res) => {
  const rows = await loadRows(Number(req.params.report));
  const compute = compileColumn(String(req.body.expression));
  const match = LINK.exec(String(req.body.link));
  setTimeout(() => loadRows(Number(match?.[2] ?? 0)), 100);
  res.json(rows.slice(0, 20).map(compute));
});
