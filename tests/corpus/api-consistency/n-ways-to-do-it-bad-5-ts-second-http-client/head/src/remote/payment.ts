import got from "got";

export async function payment(id: string) {
  return got(`https://payment.example.com/${id}`).json();
}
