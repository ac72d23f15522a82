export interface Address {
  street: string;
  postCode: string;
}

export function normalise(address: Address): Address {
  const code = address.postCode.trim().toUpperCase();
  return { ...address, street: address.street.trim(), postCode: code };
}
