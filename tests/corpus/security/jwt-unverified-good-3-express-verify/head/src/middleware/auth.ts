import { NextFunction, Request, Response } from 'express';
import jwt, { JwtPayload, VerifyOptions } from 'jsonwebtoken';
import jwksRsa from 'jwks-rsa';
import { config } from '../config';

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

const jwks = jwksRsa({ jwksUri: config.jwksUri, cache: true, rateLimit: true });

const OPTIONS: VerifyOptions = {
  algorithms: ['RS256'],
  audience: config.audience,
  issuer: config.issuer,
};

/** Decodes the header to find the key, then verifies with that key. */
async function verify(token: string): Promise<JwtPayload> {
  const decoded = jwt.decode(token, { complete: true });
  if (!decoded?.header.kid) {
    throw new jwt.JsonWebTokenError('no key id');
  }
  const key = await jwks.getSigningKey(decoded.header.kid);
  return jwt.verify(token, key.getPublicKey(), OPTIONS) as JwtPayload;
}

export async function authenticate(req: AuthenticatedRequest, res: Response, next: NextFunction) {
  const header = req.get('authorization');
  if (!header?.startsWith('Bearer ')) {
    return res.status(401).json({ error: 'token missing' });
  }
  try {
    const payload = await verify(header.slice(7));
    req.user = { id: String(payload.sub), roles: payload.roles ?? [] };
    return next();
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError) {
      return res.status(401).json({ error: 'token invalid' });
    }
    return next(error);
  }
}
