import got from "got";

export async function geo(id: string) {
  return got(`https://geo.example.com/${id}`).json();
}
