export interface Address {
  street: string;
  postCode: string;
}

export function normalise(address: Address): Address {
  const code = address.postCode.trim().toUpperCase();
  return { ...address, postCode: `${code.slice(0, -3)} ${code.slice(-3)}` };
}
