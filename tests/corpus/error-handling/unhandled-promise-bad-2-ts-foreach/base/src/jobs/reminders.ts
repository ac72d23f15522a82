import { logger } from "../logger";
import { Mailer } from "../mail";
import { InvoiceRepository } from "../repositories/invoices";

export class ReminderJob {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly mailer: Mailer,
  ) {}

  async overdueCount(): Promise<number> {
    return this.invoices.countOverdue();
  }
}
