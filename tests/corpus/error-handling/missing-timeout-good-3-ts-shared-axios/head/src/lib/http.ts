import axios from 'axios';

export const http = axios.create({
  timeout: Number(process.env.HTTP_TIMEOUT_MS ?? 8000),
  headers: { 'User-Agent': 'orders-api' },
});

export default http;
