import { Rates } from './rates';

export const loadRates = async (url: string): Promise<Rates> => {
  const response = await fetch(url);
  return new Rates(await response.json());
};

export async function shippingCost(weight: number, country: string, rates: Rates): Promise<number> {
  const rate = await rates.forCountry(country);
  return Math.max(rate.minimum, Math.round(weight * rate.perKilo * 100) / 100);
}
