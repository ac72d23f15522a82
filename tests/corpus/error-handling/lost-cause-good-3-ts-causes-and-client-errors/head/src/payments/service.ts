import Stripe from "stripe";
import { BadRequestException, Injectable, NotFoundException } from "@nestjs/common";
import { PaymentError } from "./errors";

@Injectable()
export class PaymentService {
  constructor(private readonly stripe: Stripe) {}

  async charge(orderId: string, amount: number): Promise<string> {
    try {
      const intent = await this.stripe.paymentIntents.create({ amount, currency: "eur", metadata: { orderId } });
      return intent.id;
    } catch (error) {
      throw new PaymentError(`charge of order ${orderId} failed`, { cause: error });
    }
  }

  async refund(intentId: string): Promise<void> {
    try {
      await this.stripe.refunds.create({ payment_intent: intentId });
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError) {
        throw new NotFoundException(`payment ${intentId} does not exist`);
      }
      throw error;
    }
  }

  parseMetadata(text: string): Record<string, string> {
    try {
      return JSON.parse(text);
    } catch {
      throw new BadRequestException("metadata must be JSON");
    }
  }

  async retry(work: () => Promise<void>): Promise<void> {
    const errors: unknown[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await work();
        return;
      } catch (error) {
        errors.push(error);
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
      }
    }
    throw new AggregateError(errors, "all three attempts failed");
  }
}
