import { writeAudit } from "../audit/log";
import { AccountRepository } from "../repositories/accounts";

export class AccountService {
  constructor(private readonly accounts: AccountRepository) {}

  async close(actor: string, id: string): Promise<void> {
    await this.accounts.close(id);
    await writeAudit({ actor, action: "close", subject: id });
  }
}
