/** Texts that our own lint plugin shows. */
export const MESSAGES = {
  disable: 'Do not write "eslint-disable" without a reason.',
  ignore: "Use '@ts-expect-error' with a description, never '@ts-ignore'.",
};

export const PATTERN = /eslint-disable(-next-line)?/;
