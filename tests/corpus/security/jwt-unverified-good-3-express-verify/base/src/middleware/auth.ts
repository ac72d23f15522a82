import { NextFunction, Request, Response } from 'express';

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
