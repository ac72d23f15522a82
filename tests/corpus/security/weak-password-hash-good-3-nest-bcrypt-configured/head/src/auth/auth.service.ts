import { Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import * as bcrypt from 'bcrypt';
import { createHash, randomBytes } from 'crypto';
import { UsersRepository } from './users.repository';

const BCRYPT_ROUNDS = 12;
const RESET_TTL_MS = 30 * 60 * 1000;

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersRepository,
    private readonly jwt: JwtService,
  ) {}

  async register(email: string, password: string): Promise<{ id: string }> {
    const passwordHash = await bcrypt.hash(password, BCRYPT_ROUNDS);
    const user = await this.users.insert({ email: email.toLowerCase(), passwordHash });
    return { id: user.id };
  }

  async signIn(email: string, password: string): Promise<string> {
    const user = await this.users.findByEmail(email.toLowerCase());
    if (!user || !(await bcrypt.compare(password, user.passwordHash))) {
      throw new UnauthorizedException('Wrong e-mail address or password');
    }
    return this.jwt.signAsync({ sub: user.id });
  }

  /** Starts a password reset; only the digest of the random token is stored. */
  async startPasswordReset(email: string): Promise<string | null> {
    const user = await this.users.findByEmail(email.toLowerCase());
    if (!user) {
      return null;
    }
    const token = randomBytes(32).toString('base64url');
    const tokenHash = createHash('sha256').update(token).digest('hex');
    await this.users.saveReset(user.id, tokenHash, new Date(Date.now() + RESET_TTL_MS));
    return token;
  }

  /** Finishes the reset. */
  async resetPassword(token: string, newPassword: string): Promise<void> {
    const reset = await this.users.findReset(createHash('sha256').update(token).digest('hex'));
    if (!reset || reset.expiresAt < new Date()) {
      throw new UnauthorizedException('This link has expired');
    }
    await this.users.setPassword(reset.userId, await bcrypt.hash(newPassword, BCRYPT_ROUNDS));
  }

  async whoAmI(userId: string): Promise<{ id: string; email: string }> {
    const user = await this.users.findById(userId);
    if (!user) {
      throw new UnauthorizedException();
    }
    return { id: user.id, email: user.email };
  }
}
