import { renderPdf } from "./pdf";
import type { Invoice } from "./types";

export async function renderAll(invoices: Invoice[]): Promise<Buffer[]> {
  const files: Buffer[] = [];
  for (let i = 0; i < invoices.length; i++) {
    files.push(await renderPdf(invoices[i]));
  }
  return files;
}
