import { parseXml, XMLParseOptions } from 'libxmljs2';

const options: XMLParseOptions = {
  noblanks: true,
  noent: true,
  nonet: false,
};

export interface Shipment {
  id: string;
  state: string;
}

export class SoapError extends Error {}

/** Reads the shipments out of an answer of the carrier. */
export function parseShipments(text: string): Shipment[] {
  const document = parseXml(text, options);
  const fault = document.get('//faultstring');
  if (fault) {
    throw new SoapError(fault.toString());
  }
  const shipments: Shipment[] = [];
  for (const node of document.find('//shipment')) {
    shipments.push({ id: node.toString(), state: 'unknown' });
  }
  return shipments;
}
