import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import { Request, Response, Router } from 'express';
import Handlebars from 'handlebars';
import Mustache from 'mustache';
import { requireUser } from '../auth';
import { LAYOUTS } from './layouts';
import { findParcel } from './parcels';

export const labels = Router();
labels.use(requireUser);

const FOOTER = Handlebars.compile('<footer>{{weight}} g</footer>');
const LABEL = readFileSync(join(__dirname, 'label.ejs'), 'utf8');
const renderLabel = ejs.compile(LABEL);

labels.post('/:id/print', async (req: Request, res: Response) => {
  const parcel = await findParcel(Number(req.params.id));
  const note = String(req.body.note ?? '');
  res.json({ text: renderLabel({ parcel, note }), bottom: FOOTER({ weight: parcel.weight }) });
});

labels.get('/:id/sheet', async (req: Request, res: Response) => {
  const parcel = await findParcel(Number(req.params.id));
  res.render('sheet', { parcel, title: req.query.title });
});

labels.get('/:id/receipt', async (req: Request, res: Response) => {
  const parcel = await findParcel(Number(req.params.id));
  const layout = req.query.layout === 'wide' ? LAYOUTS.wide : LAYOUTS.narrow;
  res.json({ text: ejs.render(layout, { parcel }), line: Mustache.render('{{id}}: {{weight}}', parcel) });
});
