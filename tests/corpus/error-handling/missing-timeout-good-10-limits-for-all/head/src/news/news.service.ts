import axios from 'axios';

export interface Story {
  title: string;
}

export async function stories(topic: string): Promise<Story[]> {
  const { data } = await axios.get<{ stories: Story[] }>('https://news.example.com/stories', { params: { topic } });
  return data.stories;
}

export async function teaser(id: string): Promise<string> {
  const res = await fetch(`https://news.example.com/stories/${encodeURIComponent(id)}/teaser`);
  if (!res.ok) throw new Error(`teaser of ${id}: status ${res.status}`);
  return res.text();
}
