export function Row() {
  const key = Math.random();
  const id = `field-${Math.random().toString(36).slice(2, 9)}`;
  return <input key={key} id={id} type="password" placeholder="Password" />;
}
export function pollToken(fetchToken: () => void) {
  setTimeout(fetchToken, 1000 + Math.random() * 1000);
}
export const requestId = () => Math.random().toString(36);
export const nonceless = { codeLength: Math.floor(Math.random() * 10) };
