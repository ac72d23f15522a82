import { ApiError } from './errors.js';

const TEXTS_URL = 'https://texts.larkfield.example/v2/messages';
const TEXTS_KEY = '@FAKE_CREDENTIAL@';

/** Sends one reminder. */
export async function remind(phone: string, invoiceNumber: string): Promise<void> {
  const answer = await fetch(TEXTS_URL, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEXTS_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ to: phone, text: `Invoice ${invoiceNumber} is due tomorrow.` }),
    signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) {
    throw new ApiError(502, 'texts', 'The text message was not taken.');
  }
}
