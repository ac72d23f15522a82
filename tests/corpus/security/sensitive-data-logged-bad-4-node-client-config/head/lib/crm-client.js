const axios = require('axios');

/** Client of the CRM. */
class CrmClient {
  constructor({ baseUrl, clientId, clientSecret }) {
    this.http = axios.create({ baseURL: baseUrl, timeout: 5000 });
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  async token() {
    const { data } = await this.http.post('/oauth/token', {
      grant_type: 'client_credentials',
      client_id: this.clientId,
      client_secret: this.clientSecret,
    });
    console.log('crm token', data.access_token);
    return data.access_token;
  }

  async contact(id) {
    const { data } = await this.http.get(`/contacts/${encodeURIComponent(id)}`);
    return data;
  }

  async forward(req) {
    console.debug('forwarding', req.method, req.path, req.headers.authorization);
    const { data } = await this.http.post('/events', req.body, {
      headers: { Authorization: `Bearer ${await this.token()}` },
    });
    return data;
  }
}

module.exports = { CrmClient };
