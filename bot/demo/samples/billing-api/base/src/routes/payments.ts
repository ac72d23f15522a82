import { Router } from 'express';
import { z } from 'zod';

import { db } from '../db.js';
import { notFound } from '../errors.js';
import { capture } from '../gateway.js';
import { paging } from '../paging.js';

export const payments = Router();

const newPayment = z.object({ amountCents: z.number().int().positive() });

payments.get('/payments', async (req, res) => {
  const { limit, offset } = paging.parse(req.query);
  const data = await db('payments').select('*').orderBy('id', 'desc').limit(limit).offset(offset);
  const [{ count }] = await db('payments').count('* as count');
  res.json({ data, total: Number(count) });
});

payments.post('/invoices/:invoiceId/payments', async (req, res) => {
  const wanted = newPayment.parse(req.body);
  const invoice = await db('invoices').where({ id: req.params.invoiceId }).first('id', 'number');
  if (!invoice) throw notFound('invoice');
  const gatewayId = await capture({ reference: invoice.number, amountCents: wanted.amountCents });
  const [payment] = await db('payments')
    .insert({ invoice_id: invoice.id, amount_cents: wanted.amountCents, gateway_id: gatewayId })
    .returning('*');
  res.status(201).json(payment);
});
