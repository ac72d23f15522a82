import { Injectable } from '@nestjs/common';
import { MailService } from '../mail/mail.service';
import { CodeStore } from './code.store';

@Injectable()
export class VerificationService {
  constructor(
    private readonly mail: MailService,
    private readonly codes: CodeStore,
  ) {}

  async isPending(email: string): Promise<boolean> {
    return (await this.codes.find(email)) !== null;
  }

  /** Sends a code of six digits. */
  async start(email: string): Promise<void> {
    const verificationCode = Math.floor(100000 + Math.random() * 900000).toString();
    await this.codes.put(email, verificationCode, { ttlSeconds: 600 });
    await this.mail.send(email, 'verify', { code: verificationCode });
  }

  generateTemporaryPassword(length = 12): string {
    const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
    return Array.from({ length }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join('');
  }
}
