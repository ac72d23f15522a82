import got from "got";

export async function carrier(id: string) {
  return got(`https://carrier.example.com/${id}`).json();
}
