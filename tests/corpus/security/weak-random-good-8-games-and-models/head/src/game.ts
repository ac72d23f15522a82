export function rollDice(): number {
  return 1 + Math.floor(Math.random() * 6);
}
export function nextTokenDelay(): number {
  return 1000 + Math.random() * 500;
}
export const tempId = () => `tmp_${Math.random().toString(36).slice(2)}`;
export function pinPosition() {
  return { x: Math.random() * 100, y: Math.random() * 100 };
}
export function pickToken(tokens: string[]) {
  const token = tokens[Math.floor(Math.random() * tokens.length)];
  return token;
}
export function mockUser() {
  return { id: 1, name: 'a', score: Math.random() };
}
