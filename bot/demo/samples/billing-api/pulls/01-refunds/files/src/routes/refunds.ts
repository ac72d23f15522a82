import { Router } from 'express';
import { z } from 'zod';

import { db } from '../db.js';
import { ApiError, notFound } from '../errors.js';
import { paging } from '../paging.js';

export const refunds = Router();

const newRefund = z.object({ amountCents: z.number().int().positive() });

refunds.get('/refunds', async (req, res) => {
  const { limit, offset } = paging.parse(req.query);
  const data = await db('refunds').select('*').orderBy('id', 'desc').limit(limit).offset(offset);
  const [{ count }] = await db('refunds').count('* as count');
  res.json({ data, total: Number(count) });
});

refunds.post('/payments/:paymentId/refunds', async (req, res) => {
  const wanted = newRefund.parse(req.body);
  const payment = await db('payments').where({ id: req.params.paymentId }).first('id', 'amount_cents');
  if (!payment) throw notFound('payment');
  if (wanted.amountCents > payment.amount_cents) {
    throw new ApiError(409, 'too_much', 'A refund cannot be larger than the payment.');
  }
  const [refund] = await db('refunds')
    .insert({ payment_id: payment.id, amount_cents: wanted.amountCents })
    .returning('*');
  res.status(201).json(refund);
});
