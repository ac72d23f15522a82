import { Pool } from 'pg';
import { createHash } from 'node:crypto';

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

  /** Creates a user with a hashed password. */
  async create(email: string, password: string): Promise<UserRow> {
    const { rows } = await this.pool.query<UserRow>(
      'INSERT INTO users (email, password_digest) VALUES ($1, $2) RETURNING *',
      [email.toLowerCase(), this.digest(password)],
    );
    return rows[0];
  }

  /** Changes the password of a signed-in user. */
  async changePassword(userId: string, newPassword: string): Promise<void> {
    await this.pool.query('UPDATE users SET password_digest = $1 WHERE id = $2', [this.digest(newPassword), userId]);
  }

  private digest(password: string): string {
    return createHash('sha512').update(password).digest('hex');
  }
}
