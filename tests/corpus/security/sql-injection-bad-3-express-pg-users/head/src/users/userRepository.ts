import { Pool } from 'pg';

export interface User {
  id: string;
  email: string;
  name: string;
}

export interface UserQuery {
  search?: string;
  role?: string;
  sortBy?: string;
  page?: number;
}

const PAGE_SIZE = 25;

export class UserRepository {
  constructor(private readonly pool: Pool) {}

  async findById(id: string): Promise<User | undefined> {
    const { rows } = await this.pool.query<User>('SELECT id, email, name FROM users WHERE id = $1', [id]);
    return rows[0];
  }

  /** Users for the admin table, with search, role filter and sorting. */
  async list(query: UserQuery): Promise<User[]> {
    const params: unknown[] = [];
    const where: string[] = [];
    if (query.search) {
      params.push(`%${query.search}%`);
      where.push(`(name ILIKE $${params.length} OR email ILIKE $${params.length})`);
    }
    if (query.role) {
      params.push(query.role);
      where.push(`role = $${params.length}`);
    }
    const sortBy = query.sortBy ?? 'name';
    const filter = where.length ? `WHERE ${where.join(' AND ')}` : '';
    params.push(PAGE_SIZE, ((query.page ?? 1) - 1) * PAGE_SIZE);
    const sql = `SELECT id, email, name FROM users ${filter}
      ORDER BY ${sortBy}
      LIMIT $${params.length - 1} OFFSET $${params.length}`;
    const { rows } = await this.pool.query<User>(sql, params);
    return rows;
  }
}
