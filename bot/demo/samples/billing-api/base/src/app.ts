import express from 'express';

import { answerErrors } from './errors.js';
import { customers } from './routes/customers.js';
import { invoices } from './routes/invoices.js';
import { payments } from './routes/payments.js';

export const app = express();
app.use(express.json({ limit: '100kb' }));
app.use('/api/v1', customers);
app.use('/api/v1', invoices);
app.use('/api/v1', payments);
app.use(answerErrors);
