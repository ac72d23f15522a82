import { parseXml } from 'libxmljs2';

const options = { noblanks: true, nonet: true };

export interface Shipment {
  id: string;
}

export function parseShipments(text: string): Shipment[] {
  const document = parseXml(text, options);
  return document.find('//shipment/@id').map((node) => ({ id: node.toString() }));
}
