import { Pool } from 'pg';

export interface UserRow {
  id: string;
  email: string;
  password_digest: string;
}

export class UsersService {
  constructor(private readonly pool: Pool) {}

  async findByEmail(email: string): Promise<UserRow | null> {
    const { rows } = await this.pool.query<UserRow>('SELECT * FROM users WHERE email = $1', [email.toLowerCase()]);
    return rows[0] ?? null;
  }
}
