import { Mailer } from './mailer';
import { UserStore } from './store';

export interface User {
  id: number;
  email: string;
  roles: string[];
}

export class UserService {
  constructor(
    private readonly store: UserStore,
    private readonly mailer: Mailer,
  ) {}

  async register(email: string): Promise<User> {
    const known = await this.store.findByEmail(email);
    if (known) {
      throw new Error('already registered');
    }
    const user = await this.store.insert({ email: email.toLowerCase(), roles: ['member'] });
    await this.mailer.send(user.email, 'welcome', { id: user.id });
    return user;
  }

  async promote(id: number, role: string): Promise<User> {
    const user = await this.store.get(id);
    return this.store.update(id, { roles: [...user.roles, role] });
  }
}
