import vm from 'node:vm';
import { Router } from 'express';
import { requireUser } from '../auth';
import { loadRows, Row } from './rows';

export const columns = Router();
columns.use(requireUser);

columns.get('/:report/rows', async (req, res) => {
  res.json(await loadRows(Number(req.params.report)));
});

type Compute = (row: Row) => unknown;

/** Compiles the expression of a computed column once for all rows. */
function compileColumn(expression: string): Compute {
  const body = `with (row) { return ${expression}; }`;
  return new Function('row', body) as Compute;
}

function filterRows(rows: Row[], condition: string): Row[] {
  const script = new vm.Script(condition);
  return rows.filter((row) => Boolean(script.runInNewContext({ row }, { timeout: 50 })));
}

columns.post('/:report/preview', async (req, res) => {
  const { expression, condition } = req.body as { expression: string; condition?: string };
  let rows = await loadRows(Number(req.params.report));
  if (condition) {
    rows = filterRows(rows, condition);
  }
  const compute = compileColumn(expression);
  res.json(rows.slice(0, 20).map((row) => ({ ...row, value: compute(row) })));
});
