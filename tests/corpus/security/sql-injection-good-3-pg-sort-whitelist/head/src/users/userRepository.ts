import { Pool } from 'pg';

export interface User {
  id: string;
  email: string;
  name: string;
}

const SORTABLE = { name: 'name', email: 'email', joined: 'created_at' } as const;
type SortKey = keyof typeof SORTABLE;

function isSortKey(value: string): value is SortKey {
  return Object.hasOwn(SORTABLE, value);
}

export class UserRepository {
  constructor(private readonly pool: Pool) {}

  async findById(id: string): Promise<User | undefined> {
    const { rows } = await this.pool.query<User>('SELECT id, email, name FROM users WHERE id = $1', [id]);
    return rows[0];
  }

  async list(search: string | undefined, sort: string, page: number): Promise<User[]> {
    const params: unknown[] = [];
    let filter = '';
    if (search) {
      params.push(`%${search}%`);
      filter = `WHERE name ILIKE $${params.length}`;
    }
    const column = isSortKey(sort) ? SORTABLE[sort] : SORTABLE.name;
    const offset = Math.max(0, page - 1) * 25;
    const { rows } = await this.pool.query<User>(
      `SELECT id, email, name FROM users ${filter} ORDER BY ${column} LIMIT 25 OFFSET ${offset}`,
      params,
    );
    return rows;
  }

  async insertMany(users: Omit<User, 'id'>[]): Promise<void> {
    if (users.length === 0) return;
    const values: unknown[] = [];
    const tuples = users.map((user, index) => {
      values.push(user.email, user.name);
      return `($${index * 2 + 1}, $${index * 2 + 2})`;
    });
    await this.pool.query(`INSERT INTO users (email, name) VALUES ${tuples.join(', ')}`, values);
  }
}
