import axios from "axios";
import { fetchJson } from "../http/json";

const carrier = axios.create({ baseURL: "https://carrier.example", timeout: 4000 });
const BASE = "https://shipping.internal";

export interface Label {
  id: string;
  pdf: string;
}


export const zoneOf = (country: string): string => country.toUpperCase();
