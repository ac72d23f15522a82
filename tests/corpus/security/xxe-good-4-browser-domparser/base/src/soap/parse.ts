export interface Shipment {
  id: string;
}

