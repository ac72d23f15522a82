import { createRemoteJWKSet, jwtVerify } from 'jose';
import jwt from 'jsonwebtoken';

const keys = createRemoteJWKSet(new URL(process.env.JWKS_URL));

/** Claims of an access token of the identity provider. */
export async function accessClaims(token) {
  const { payload } = await jwtVerify(token, keys, {
    issuer: process.env.ISSUER,
    audience: process.env.AUDIENCE,
    algorithms: ['ES256'],
  });
  return payload;
}

/** Claims of a link that we have signed. */
export function linkClaims(token) {
  return jwt.verify(token, process.env.LINK_SECRET, { algorithms: ['HS256'], maxAge: '2d' });
}
