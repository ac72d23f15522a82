export interface Shipment {
  id: string;
  state: string;
}

export class SoapError extends Error {}

export function parseShipments(text: string): Shipment[] {
  return JSON.parse(text) as Shipment[];
}
