import { Pool } from 'pg';

export interface User {
  id: string;
  email: string;
  name: string;
}

export class UserRepository {
  constructor(private readonly pool: Pool) {}

  async findById(id: string): Promise<User | undefined> {
    const { rows } = await this.pool.query<User>('SELECT id, email, name FROM users WHERE id = $1', [id]);
    return rows[0];
  }
}
