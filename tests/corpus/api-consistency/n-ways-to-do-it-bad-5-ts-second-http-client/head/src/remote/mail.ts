import got from "got";

export async function mail(id: string) {
  return got(`https://mail.example.com/${id}`).json();
}
