import Ajv from "ajv";
import { rowSchema } from "./schema";

const ajv = new Ajv({ allErrors: true });
const validate = ajv.compile(rowSchema);
const NOT_DIGITS = /[^0-9]+/g;

export function invalidRows(rows: { code: string }[]): number[] {
  return rows.flatMap((row, index) => (validate(row) ? [] : [index]));
}

export function digits(rows: { code: string }[]): string[] {
  return rows.map((row) => row.code.replace(NOT_DIGITS, ""));
}

/** One validator a schema, made once. */
export function validators(schemas: Record<string, object>) {
  const made: Record<string, ReturnType<typeof ajv.compile>> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    made[name] = ajv.compile(schema);
  }
  return made;
}
