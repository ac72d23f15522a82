import { Request, Response, Router } from 'express';

const router = Router();
const ALLOWED = new Set(['https://app.example.com', 'https://admin.example.com']);
const TENANTS: Record<string, string> = { a: 'https://a.example.com', b: 'https://b.example.com' };

function resolveRedirect(raw: unknown): string {
  if (typeof raw !== 'string') {
    return '/';
  }
  try {
    const url = new URL(raw);
    return ALLOWED.has(url.origin) ? url.toString() : '/';
  } catch {
    return raw.startsWith('/') && !raw.startsWith('//') ? raw : '/';
  }
}

router.get('/done', (req: Request, res: Response) => {
  res.redirect(resolveRedirect(req.query.next));
});
router.get('/tenant', (req: Request, res: Response) => {
  const base = TENANTS[String(req.query.tenant)];
  if (!base) {
    res.sendStatus(404);
    return;
  }
  res.redirect(`${base}/welcome`);
});
router.get('/authorize', (req: Request, res: Response) => {
  const params = new URLSearchParams({ client_id: process.env.CLIENT_ID ?? '', state: String(req.query.state) });
  res.redirect(`${process.env.IDP_URL}/authorize?${params}`);
});
router.get('/billing', async (req: Request, res: Response) => {
  const session = await stripe.billingPortal.sessions.create({ customer: req.user.customerId });
  res.redirect(303, session.url);
});
router.use((req: Request, res: Response, next) => {
  if (!req.secure) {
    res.redirect(301, `https://${req.headers.host}${req.url}`);
    return;
  }
  next();
});
router.get('/back', (req: Request, res: Response) => {
  res.redirect(req.get('Referrer') || '/');
});
export default router;
