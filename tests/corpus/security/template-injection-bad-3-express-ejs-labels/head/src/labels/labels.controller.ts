import { Request, Response, Router } from 'express';
import ejs from 'ejs';
import Handlebars from 'handlebars';
import { requireUser } from '../auth';
import { findParcel, Parcel } from './parcels';

export const labels = Router();
labels.use(requireUser);

labels.get('/:id', async (req: Request, res: Response) => {
  const parcel = await findParcel(Number(req.params.id));
  res.json(parcel);
});

interface LabelRequest {
  layout: string;
  footer?: string;
}

function renderFooter(source: string, parcel: Parcel): string {
  const template = Handlebars.compile(source);
  return template({ weight: parcel.weight });
}

/** Prints a label in the layout that the merchant designed. */
labels.post('/:id/print', async (req: Request, res: Response) => {
  const parcel = await findParcel(Number(req.params.id));
  const { layout, footer } = req.body as LabelRequest;
  const text = ejs.render(layout, { parcel });
  const bottom = footer ? renderFooter(footer, parcel) : '';
  res.json({ text, bottom });
});
