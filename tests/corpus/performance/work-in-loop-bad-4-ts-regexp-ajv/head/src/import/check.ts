import Ajv from "ajv";
import { rowSchema } from "./schema";

export interface Row {
  code: string;
}

/** The numbers of the rows that do not fit the schema. */
export function invalidRows(rows: Row[]): number[] {
  const bad: number[] = [];
  rows.forEach((row, index) => {
    const ajv = new Ajv({ allErrors: true });
    const valid = ajv.validate(rowSchema, row);
    if (!valid) {
      bad.push(index);
    }
  });
  return bad;
}

export function digits(rows: Row[]): string[] {
  const out: string[] = [];
  for (const row of rows) {
    const pattern = new RegExp("[^0-9]+", "g");
    out.push(row.code.replace(pattern, ""));
  }
  return out;
}
