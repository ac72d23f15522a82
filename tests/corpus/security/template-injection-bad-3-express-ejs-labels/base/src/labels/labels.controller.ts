import { Request, Response, Router } from 'express';
import { requireUser } from '../auth';
import { findParcel, Parcel } from './parcels';

export const labels = Router();
labels.use(requireUser);

labels.get('/:id', async (req: Request, res: Response) => {
  const parcel = await findParcel(Number(req.params.id));
  res.json(parcel);
});
