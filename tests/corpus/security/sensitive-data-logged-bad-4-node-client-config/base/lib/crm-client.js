const axios = require('axios');

/** Client of the CRM. */
class CrmClient {
  constructor({ baseUrl, clientId, clientSecret }) {
    this.http = axios.create({ baseURL: baseUrl, timeout: 5000 });
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  async contact(id) {
    const { data } = await this.http.get(`/contacts/${encodeURIComponent(id)}`);
    return data;
  }
}

module.exports = { CrmClient };
