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

  /** Reminds every customer whose invoice is overdue. */
  async run(): Promise<void> {
    const overdue = await this.invoices.overdue(200);
    logger.info({ count: overdue.length }, "sending reminders");
    overdue.forEach(async (invoice) => {
      await this.mailer.send(invoice.email, "reminder", { number: invoice.number });
      await this.invoices.markReminded(invoice.id);
    });
    logger.info("reminders sent");
  }
}
