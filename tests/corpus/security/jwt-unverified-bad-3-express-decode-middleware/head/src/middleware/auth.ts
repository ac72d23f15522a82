import { NextFunction, Request, Response } from 'express';
import jwt, { JwtPayload } from 'jsonwebtoken';

export interface AuthenticatedRequest extends Request {
  user?: { id: string; roles: string[] };
}

export function requireRole(role: string) {
  return (req: AuthenticatedRequest, res: Response, next: NextFunction) => {
    if (!req.user?.roles.includes(role)) {
      return res.status(403).json({ error: 'forbidden' });
    }
    return next();
  };
}

function bearer(req: Request): string | undefined {
  const header = req.get('authorization');
  return header?.startsWith('Bearer ') ? header.slice(7) : undefined;
}

/** Puts the user of the token into the request. */
export function authenticate(req: AuthenticatedRequest, res: Response, next: NextFunction) {
  const token = bearer(req);
  if (!token) {
    return res.status(401).json({ error: 'token missing' });
  }
  const payload = jwt.decode(token) as JwtPayload | null;
  if (!payload?.sub || (payload.exp ?? 0) * 1000 < Date.now()) {
    return res.status(401).json({ error: 'token expired' });
  }
  req.user = { id: payload.sub, roles: payload.roles ?? [] };
  return next();
}
