export const config = {
  apiKey: process.env.API_KEY!,
  tokenUrl: 'https://login.shop-prod.net/oauth2/token',
  passwordMinLength: 12,
  secretName: 'prod/shop/db-7f3a9c',
  publicKey: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuWq3',
};
