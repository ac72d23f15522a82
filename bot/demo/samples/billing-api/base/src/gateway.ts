import { ApiError } from './errors.js';

const GATEWAY_URL = process.env.GATEWAY_URL ?? 'https://gateway.larkfield.example';

export interface Capture {
  reference: string;
  amountCents: number;
}

/** Takes a payment at the gateway; gives the gateway's own number for it. */
export async function capture(payment: Capture): Promise<string> {
  try {
    const answer = await fetch(`${GATEWAY_URL}/captures`, {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env.GATEWAY_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(payment),
      signal: AbortSignal.timeout(8000),
    });
    if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
    const body = (await answer.json()) as { id: string };
    return body.id;
  } catch (error) {
    throw new ApiError(502, 'gateway', 'The payment gateway did not take the payment.', { cause: error });
  }
}
