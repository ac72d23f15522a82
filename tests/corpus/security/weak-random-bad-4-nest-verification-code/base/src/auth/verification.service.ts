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
}
