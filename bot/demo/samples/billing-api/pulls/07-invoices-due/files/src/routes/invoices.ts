import { Router } from 'express';
import { z } from 'zod';

import { db } from '../db.js';
import { notFound } from '../errors.js';
import { paging } from '../paging.js';

export const invoices = Router();

const filter = paging.extend({ dueBefore: z.string().date().optional() });

const newInvoice = z.object({
  customerId: z.number().int(),
  amountCents: z.number().int().positive(),
  dueOn: z.string().date(),
});

invoices.get('/invoices', async (req, res) => {
  const { dueBefore, limit, offset } = filter.parse(req.query);
  const wanted = dueBefore ? db('invoices').where('due_on', '<', dueBefore) : db('invoices');
  const data = await wanted.clone().select('*').orderBy('id', 'desc').limit(limit).offset(offset);
  const [{ count }] = await wanted.clone().count('* as count');
  res.json({ data, total: Number(count) });
});

invoices.post('/invoices', async (req, res) => {
  const wanted = newInvoice.parse(req.body);
  const [invoice] = await db('invoices')
    .insert({ customer_id: wanted.customerId, amount_cents: wanted.amountCents, due_on: wanted.dueOn })
    .returning('*');
  res.status(201).json(invoice);
});

invoices.get('/invoices/:invoiceId', async (req, res) => {
  const invoice = await db('invoices').where({ id: req.params.invoiceId }).first();
  if (!invoice) throw notFound('invoice');
  res.json(invoice);
});
