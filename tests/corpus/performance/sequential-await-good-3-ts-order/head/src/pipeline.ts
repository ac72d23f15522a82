import type { Step, State } from "./types";

/** Each step works on what the one before has made. */
export async function run(steps: Step[], initial: State): Promise<State> {
  let state = initial;
  for (const step of steps) {
    state = await step.apply(state);
  }
  return state;
}

export async function readAll(fetchPage: (cursor?: string) => Promise<{ items: string[]; next?: string }>) {
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetchPage(cursor);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return all;
}
