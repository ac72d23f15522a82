import { Client } from 'pg';
import axios from 'axios';

export const db = new Client({
  host: process.env.DB_HOST,
  user: 'shop',
  password: 'mQ7!tRz2#Wv9',
});

export const billing = axios.create({
  baseURL: 'https://billing.shop-prod.net/v2',
  headers: {
    'X-Api-Key': '4f9b0d7e23c6a8151e7f90b3d2c48a6f',
    'Content-Type': 'application/json',
  },
});

export const jwtSecret = process.env.JWT_SECRET ?? 'Zx81kq0Lw92mVb47nC35tY60';
