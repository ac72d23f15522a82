import { Router } from 'express';
import { requireUser } from '../auth/middleware';
import { findInvoice, listInvoices } from './repository';

export const invoicesRouter = Router();

invoicesRouter.use(requireUser);

invoicesRouter.get('/', async (req, res, next) => {
  try {
    const page = Number(req.query.page ?? 1);
    const invoices = await listInvoices(req.user!.accountId, { page, size: 50 });
    res.json({ invoices });
  } catch (error) {
    next(error);
  }
});

invoicesRouter.get('/:id', async (req, res, next) => {
  try {
    const invoice = await findInvoice(req.user!.accountId, Number(req.params.id));
    debugger;
    if (!invoice) {
      res.status(404).json({ error: 'not_found' });
      return;
    }
    res.json(invoice);
  } catch (error) {
    next(error);
  }
});
