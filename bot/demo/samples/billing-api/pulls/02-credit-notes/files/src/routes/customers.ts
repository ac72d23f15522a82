import { Router } from 'express';

import { db } from '../db.js';
import { notFound } from '../errors.js';
import { paging } from '../paging.js';

export const customers = Router();

customers.get('/customers', async (req, res) => {
  const { limit, offset } = paging.parse(req.query);
  const data = await db('customers').select('id', 'name', 'email').orderBy('id').limit(limit).offset(offset);
  const [{ count }] = await db('customers').count('* as count');
  res.json({ data, total: Number(count) });
});

customers.get('/customers/:customerId', async (req, res) => {
  const customer = await db('customers').where({ id: req.params.customerId }).first('id', 'name', 'email', 'vat_number');
  if (!customer) throw notFound('customer');
  res.json(customer);
});

customers.get('/credit-notes', async (_req, res) => {
  const data = await db('credit_notes').select('*').orderBy('id', 'desc');
  res.json({ data, total: data.length });
});
