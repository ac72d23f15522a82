import { writeAudit } from "../audit/log";
import { AccountRepository } from "../repositories/accounts";

export class AccountService {
  constructor(private readonly accounts: AccountRepository) {}

  async close(actor: string, id: string): Promise<void> {
    await this.accounts.close(id);
    await writeAudit({ actor, action: "close", subject: id });
  }

  /** Gives an account to another owner. */
  async transfer(actor: string, id: string, owner: string): Promise<void> {
    const account = await this.accounts.find(id);
    if (account.owner === owner) {
      return;
    }
    await this.accounts.setOwner(id, owner);
    writeAudit({ actor, action: "transfer", subject: id });
  }
}
