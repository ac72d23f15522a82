const axios = require('axios');
const pino = require('pino');

const log = pino({ redact: ['headers.authorization'] });

/** Client of the CRM. */
class CrmClient {
  constructor({ baseUrl, clientId, clientSecret }) {
    this.http = axios.create({ baseURL: baseUrl, timeout: 5000 });
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  async token() {
    if (!this.clientSecret) {
      console.warn('CRM_CLIENT_SECRET is not set, the CRM is switched off');
      return null;
    }
    const { data } = await this.http.post('/oauth/token', { client_id: this.clientId });
    log.info({ clientId: this.clientId, tokenType: data.token_type, expiresIn: data.expires_in }, 'got a token');
    return data.access_token;
  }

  async contact(id) {
    const { data } = await this.http.get(`/contacts/${encodeURIComponent(id)}`);
    return data;
  }

  async parse(tokens, cursor) {
    for (const token of tokens) {
      log.debug({ kind: token.kind, position: token.position }, 'lexed');
    }
    log.debug('next page token present: %s', cursor !== undefined);
    return tokens.length;
  }
}

module.exports = { CrmClient };
